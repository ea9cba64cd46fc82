"""Tells the meetings room on the floor below what happens to bookings and advances when a meeting changes."""

from expenses.bookings import actions, advancing
from projects.meetings import followers
from projects.meetings.followers import Follower

for room in (actions, advancing):
    followers.register(
        Follower(moved=room.follow_new_time, called_off=room.let_all_go, declined=room.let_theirs_go)
    )
