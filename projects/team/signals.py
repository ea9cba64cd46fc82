"""What happens to a team, for apps above this one."""

from django.dispatch import Signal

member_left = Signal()
"""Somebody left a project. Sent inside the transaction, with the locked `member`, `by` who says so and `why`,
the reason for what ends with it. A receiver ends what hangs on their being there; money owed stays owed."""

project_closing = Signal()
"""A project closes. Sent inside the transaction, with the locked `project`, which is open still, `by` and
`why`.

A receiver ends what belongs to its app, and returns the people it ended something with: they hear of it.
What is owed in money (`PromiseKind.outlasts_project`) stays. A receiver that refuses undoes the closing.
"""

contact_changed = Signal()
"""A project has another named contact. Sent inside the transaction, with the locked `project`, the
contact it had `before`, and `by` who says so."""

dates_changing = Signal()
"""Somebody typed other dates for a project. Sent before anything is saved, with the `project`, the new
`starts_on` and `ends_on`, and `by`. A receiver returns the address of the page that shows what they move,
or "" where nothing else follows from them."""
