"""What step 2 asks the apps above it, which know rates, claims and bookings. One receiver answers each.

`spend_asked` and `booked_asked` are sent with `project_ids`, `fees_asked` with `organisation_id`, `on` and
`minutes`. Their receivers return {project id: Spend}, {project id: pence} and a list of `Suggestion`.

`money_asked` is sent with `project_ids`; each receiver knows other money and returns {project id: pieces
of the costing}. `prices_asked` is sent with `organisation_id`; its receiver returns a PriceOf.
"""

from django.dispatch import Signal

spend_asked = Signal()
booked_asked = Signal()
fees_asked = Signal()
money_asked = Signal()
prices_asked = Signal()

dates_asked = Signal()
"""Sent with `project`: each receiver returns a list of `timeline.rules.PlanEntry`, what it has on a day."""

booking_asked = Signal()
"""Sent with `project`: each receiver returns a list of `access.rules.ToBook`, the meetings to come for which
something has to be arranged."""
