"""Notifications: written with their cause, delivered after it, one person at a time."""
