"""Tells the meetings room on the floor below what happens to bookings when a meeting changes."""

from expenses.bookings import actions
from projects.meetings import followers
from projects.meetings.followers import Follower

followers.register(Follower(moved=actions.follow_new_time, called_off=actions.let_all_go))
