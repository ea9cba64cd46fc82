"""What roles ask the apps above them.

`rates_asked` is sent with `organisation_id` and `on`, a day. The one receiver, which knows the policies,
returns a `policy_rates.PolicyRates`, or None when no policy is in force on that day.

`minutes_asked` is sent with `person`, `project`, `first` and `last` (days; `first` may be None). The one
receiver, which knows the meetings, returns for how many minutes the person was at those of the project.
"""

from django.dispatch import Signal

rates_asked = Signal()
minutes_asked = Signal()

explained_asked = Signal()
"""The words of a project that its people can look up. Sent with `project_id`; returned in small letters."""

offer_agreed = Signal()
"""Somebody said yes to the offer of a role. Sent inside the transaction, with the `assignment` and `by`."""
offer_over = Signal()
"""An offer was turned down or taken back, or a role has ended. Sent inside the transaction, with the
`assignment`, `by` and `why`."""
