"""Step 4: what is decided and why, where power is unequal, and what is done about it."""
