"""What happens to opportunities, for topics above them."""

from django.dispatch import Signal

opportunity_withdrawn = Signal()
"""An opportunity that was open is withdrawn. Sent inside the transaction, with the locked `opportunity`, `by`
and `why`.

A receiver ends what hangs on it, and returns the people it ended something with: they hear of it.
"""

expression_gone = Signal()
"""What somebody sent is taken back, joined with a newer one, or deleted. Sent inside the transaction, with the
locked `expression`, `by` and `why`. A receiver ends what hangs on it.
"""
