"""Sign-in, organisations and staff roles."""
