"""What other apps do, or know, when something happens to a claim.

Sent inside the transaction of the action: an exception of a receiver rolls it back.
"""

from django.dispatch import Signal

claim_approved = Signal()
"""A claim is approved and locked, and not paid yet. Sends `claim` and `by`."""

paid_already = Signal()
"""Asks what the organisation paid itself of a claim. Sends `claim` and `lines`; a receiver returns
{line id: sentences}."""
