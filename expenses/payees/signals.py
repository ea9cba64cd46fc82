"""What apps above do when somebody changes how they are paid. Sent inside the transaction of the action."""

from django.dispatch import Signal

way_of_payment_changed = Signal()
"""A person chose another way, gave other bank details, or these came into use. Sends `person` and `by`."""

status_of_role_changed = Signal()
"""The payer was asked about a role, answered, or need not answer any more. Sends `role` and `by`."""
