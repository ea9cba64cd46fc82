"""What happens to a team, for apps above this one."""

from django.dispatch import Signal

member_left = Signal()
"""Somebody left a project. Sent inside the transaction, with the locked `member` and `by` who says so."""

contact_changed = Signal()
"""A project has another named contact. Sent inside the transaction, with the locked `project`, the
contact it had `before`, and `by` who says so."""
