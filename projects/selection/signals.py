"""What happens to opportunities, for topics above them."""

from django.dispatch import Signal

opportunity_withdrawn = Signal()
"""An opportunity is withdrawn. Sent inside the transaction, with the `opportunity`, `by` and `why`.

A receiver ends what hangs on it, and returns the people it ended something with: they hear of it.
"""

expression_gone = Signal()
"""What somebody sent is taken back, joined with a newer one, or deleted. Sent inside the transaction, with
the locked `expression`, `by` and `why`. A receiver ends what hangs on it.
"""

checks_asked = Signal()
"""A draft is about to open, or its page shows what is missing. Sends the `opportunity`.

A receiver returns the lines of the check list that its topic adds, as `opportunities.rules.Check`.
"""

scoring_begun = Signal()
"""Scoring has begun: texts can be read. Sent inside the transaction, with the `opportunity` and `by`."""

part_ended = Signal()
"""Somebody has left a panel, or said no. Sent inside the transaction, with the `member`, `by` and `why`."""

recognised = Signal()
"""A scorer knows who wrote a text that they were to read. Sent inside the transaction, with the `member` and
`by`.
"""

names_are_in = Signal()
"""An opportunity has closed, or a late expression of interest was taken. Sent inside the transaction, with
the `opportunity` and `by`.
"""
