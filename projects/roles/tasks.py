"""Thin Celery entry points of roles."""

from celery import shared_task

from projects.roles.contacts import actions as contacts
from projects.roles.contacts.queries import projects_with_people
from projects.roles.duties import actions as duties
from projects.roles.duties.queries import projects_with_duties
from projects.roles.terms import actions, queries


@shared_task(name="roles.look_at_terms")
def look_at_terms() -> None:
    """Say of roles that they end soon, and end those whose agreed time is over. May run twice."""
    for assignment_id in queries.ending_soon():
        actions.look_ahead(assignment_id)
    for assignment_id in queries.over():
        actions.end_over(assignment_id)


@shared_task(name="roles.follow_duties")
def follow_duties() -> None:
    """Promise what a new month or year of a role asks for. May run twice."""
    for project in projects_with_duties():
        duties.follow(project, by=None)


@shared_task(name="roles.say_whom_to_ask")
def say_whom_to_ask() -> None:
    """Tell people in roles whom to ask, where the last day of a colleague has passed. May run twice."""
    for project in projects_with_people():
        contacts.tell(project, by=None)
