"""Reads of duties: which are in force, what they ask for, how they were kept."""

from projects.roles.duties.queries.asked import asked_for, key_of
from projects.roles.duties.queries.kept import (
    may_read_theirs,
    sides,
    tallies,
    with_moments,
)
from projects.roles.duties.queries.lines import (
    days_by_person,
    days_for,
    in_force,
    line_that,
    pay_by,
    projects_with_duties,
)

__all__ = [
    "asked_for",
    "days_by_person",
    "days_for",
    "in_force",
    "key_of",
    "line_that",
    "may_read_theirs",
    "pay_by",
    "projects_with_duties",
    "sides",
    "tallies",
    "with_moments",
]
