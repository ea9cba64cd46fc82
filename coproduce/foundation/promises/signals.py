"""What promises ask the apps above them, which know who works where."""

from django.dispatch import Signal

owner_asked = Signal()
"""Who owes a new promise. Sends the unsaved `promise`; a receiver returns another Person or None.

Asked inside the transaction, so that nothing is ever owed by somebody who has left.
"""

day_asked = Signal()
"""By when somebody hears back who said something. Sends the unsaved `promise` of a kind that `is_reply`; a
receiver returns an earlier moment or None."""

promise_made = Signal()
"""Something is promised. Sends the saved `promise` and `by`, inside the transaction."""
