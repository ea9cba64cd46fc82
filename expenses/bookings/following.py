"""Tells the meetings room on the floor below what happens to bookings and advances when a meeting changes."""

from expenses.bookings import actions, advancing
from projects.meetings import followers
from projects.meetings.followers import Follower

followers.register(Follower(moved=actions.follow_new_time, called_off=actions.let_all_go))
followers.register(Follower(moved=advancing.follow_new_time, called_off=advancing.let_all_go))
