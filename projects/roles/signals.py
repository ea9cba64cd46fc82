"""What roles ask the apps above them.

`rates_asked` is sent with `organisation_id` and `on`, a day. The one receiver, which knows the policies,
returns a `policy_rates.PolicyRates`, or None when no policy is in force on that day.
"""

from django.dispatch import Signal

rates_asked = Signal()
