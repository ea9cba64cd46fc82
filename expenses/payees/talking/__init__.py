"""Somebody would like to talk before any payment is made: who talks to them, and by when."""
