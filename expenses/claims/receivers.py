"""What claims do, or answer, when another app asks."""

from expenses.claims.queries import spend_of_projects
from projects.resources import spend

spend.register(spend_of_projects)
