"""Tells the claims room below that what a person had before is taken off an approved claim."""

from expenses.claims import followers
from expenses.payments import advancing

followers.register(advancing.clear_against)
