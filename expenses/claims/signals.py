"""What other apps do, or know, when something happens to a claim.

Sent inside the transaction of the action: an exception of a receiver rolls it back.
"""

from django.dispatch import Signal

claim_approved = Signal()
"""A claim is approved and locked, and not paid yet. Sends `claim` and `by`."""

pay_may_wait = Signal()
"""Something changed that decides whether a claim can be paid. Sends `claim`, `by`, and `tell`: whether the
person hears of a day that becomes known (not where the sender names it in a message of its own)."""

paid_already = Signal()
"""Asks what the organisation paid itself of a claim. Sends `claim` and `lines`; a receiver returns
{line id: sentences}."""
