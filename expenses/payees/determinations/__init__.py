"""What the payer decided about the status of a role. We keep it with its evidence; we never decide it."""
