"""What policies answer when another app asks."""

from expenses.policies.queries import suggest
from projects.resources import fees

fees.register(suggest)
