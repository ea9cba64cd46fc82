"""What apps above this one tell the scope."""

from django.dispatch import Signal

invited_asked = Signal()
"""Who is asked to join a project and has not said yes or no? Sent with `project`; a receiver returns a
queryset of their keys (people.Person)."""

invited_to_asked = Signal()
"""Which projects is somebody asked to join? Sent with `person`; a receiver returns a queryset of the keys of
projects (team.Project)."""
