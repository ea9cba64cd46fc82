"""Double entry: every movement of money, added to and never changed."""
