"""What an operator may read of tries to get in: who signed in, what failed, what was refused."""
