"""Where an account is signed in: each browser is one session, and its row ends with it."""
