"""What people asked to be booked for the next meeting, one answered and one waiting; and money before."""

import datetime as dt

from coproduce.demo.cast import Cast
from coproduce.demo.story import ago
from coproduce.foundation import clock
from expenses.bookings import actions as bookings
from expenses.bookings.states import What
from expenses.payments.advances import actions as advances
from projects.meetings.models import Meeting
from projects.team.models import Project


def ask(cast: Cast, project: Project) -> None:
    """Sam's train is booked; Meg waits for her taxi, and asks for money for what she pays herself."""
    coming = Meeting.objects.filter(project=project, status="invited").latest("starts_at")
    with ago(8, hour=20):
        train = bookings.ask(
            person=cast.public["sam"],
            project=project,
            meeting=coming,
            kind=What.TRAIN,
            words="From Weston, after half past nine. A seat with a table, if there is one.",
            by=cast.user("sam"),
        )
    with ago(7):
        bookings.book(
            train,
            how_to_get_it="Collect it from any ticket machine. The 10.12 from Weston, coach B, seat 14.",
            reference="SVN4K7Q",
            cost_pence=18_40,
            by=cast.user("tom"),
        )
    with ago(3, hour=19):
        bookings.ask(
            person=cast.public["meg"],
            project=project,
            meeting=coming,
            kind=What.TAXI,
            words="From my house to the station and back. A driver who waits at the door.",
            by=cast.user("meg"),
        )
    with ago(2, hour=19):
        advances.ask(
            person=cast.public["meg"],
            project=project,
            meeting=coming,
            amount_pence=25_00,
            what_for="Lunch for two. My sister comes with me.",
            needed_by=clock.uk(coming.starts_at).date() - dt.timedelta(days=1),
            by=cast.user("meg"),
        )
