"""Carrying out an erasure, and the list of erasures outside the database."""
