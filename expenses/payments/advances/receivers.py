"""What happens to money before when its claim is approved, or its meeting changes."""

from expenses.claims import followers
from expenses.payments.advances import actions
from projects.meetings import followers as meeting_followers
from projects.meetings.followers import Follower

followers.register(actions.clear_against)
meeting_followers.register(
    Follower(moved=actions.follow_new_time, called_off=actions.let_all_go, declined=actions.let_theirs_go)
)
