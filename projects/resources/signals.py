"""What step 2 asks the apps above it, which know rates, claims and bookings. One receiver answers each.

`spend_asked` and `booked_asked` are sent with `project_ids`, `fees_asked` with `organisation_id`, `on` and
`minutes`. Their receivers return {project id: Spend}, {project id: pence} and a list of `Suggestion`.
"""

from django.dispatch import Signal

spend_asked = Signal()
booked_asked = Signal()
fees_asked = Signal()

dates_asked = Signal()
"""Sent with `project`: each receiver returns a list of `timeline.rules.PlanEntry`, what it has on a day."""

booking_asked = Signal()
"""Sent with `project`: each receiver returns a list of `access.rules.ToBook`, the meetings to come for which
something has to be arranged."""
