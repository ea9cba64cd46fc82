"""What happens to a meeting, for whoever follows it: topics of this app, and apps above it.

Each is sent inside the transaction of the change, with the locked meeting as `meeting` and who changed it
as `by`. A receiver that refuses undoes the change.
"""

from django.dispatch import Signal

attendees_changed = Signal()
"""People were invited, or said that they come or cannot come. `by` is None for a link in a mail."""

meeting_moved = Signal()
"""An announced meeting has another time; its `why_changed` says why."""

meeting_called_off = Signal()
"""An announced meeting will not take place; also `why`."""

meeting_held = Signal()
"""It is noted who came: what was promised for the meeting can no longer be kept."""

invitation_declined = Signal()
"""Somebody cannot come; also `person`. `by` is None for a link in a mail."""

people_told = Signal()
"""`people` (their ids) heard of a meeting and its time: asked for the first time, or to another time."""

papers_sent = Signal()
"""Papers went to everybody invited, or reached somebody as they asked for them."""

attendance_noted = Signal()
"""It is noted, perhaps anew, who came to a meeting that is over; or how it went."""
