"""What other apps do when somebody chose how their time is recognised.

Sent inside the transaction of the action: an exception of a receiver rolls it back.
"""

from django.dispatch import Signal

recognition_chosen = Signal()
"""Somebody chose, or changed when their fees are paid. Sends `person`, locked."""
