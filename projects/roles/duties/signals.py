"""What duties ask the apps above, which know what happens, and what they tell them."""

from django.dispatch import Signal

meetings_asked = Signal()
"""Which meetings do duties hang on? Sends the `project`, the ids of `people`, and the ids of meetings
(`also`) that are wanted whatever became of them. A receiver returns a list of rules.MeetingEvent."""

days_changed = Signal()
"""People agreed to other days: what apps above promised in days may be due sooner. Sends the locked
`project`, the ids of `people`, `by` and `why`."""
