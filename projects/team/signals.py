"""What happens to a team, for apps above this one."""

from django.dispatch import Signal

member_left = Signal()
"""Somebody left a project. Sent inside the transaction, with the locked `member` and `by` who says so."""
