"""What happens to accounts and their roles, for apps above this one."""

from django.dispatch import Signal

staff_changed = Signal()
"""What an account may do as staff has changed, or its account was closed.

Sent inside the transaction, with `user`, the organisations it held roles in (`organisation_ids`) and `by`.
"""
