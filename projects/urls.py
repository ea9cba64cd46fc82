"""Addresses of this layer: one line an app."""

from typing import Any

from django.urls import include, path

urlpatterns: list[Any] = [
    path("projects/", include("projects.team.urls")),
    path("promises/", include("projects.team.owners.urls")),
    path("promises/late/", include("projects.team.escalation.urls")),
    path("projects/<ref:ref>/scope/", include("projects.scope.urls")),
    path("scope/comments/", include("projects.scope.comments.urls")),
    path("scales/", include("projects.scope.scales.urls")),
    path("my/scope/", include("projects.scope.portal_urls")),
    path("projects/<ref:ref>/resources/", include("projects.resources.urls")),
    path("interest/", include("projects.selection.interest.portal_urls")),
    path("expressions/", include("projects.selection.expressions.urls")),
    path("choosing/", include("projects.selection.drawing.urls")),
    path("places/", include("projects.selection.places.urls")),
    path("names/", include("projects.selection.redaction.portal_urls")),
    path("scoring/", include("projects.selection.scoring.urls")),
    path("my/scores/", include("projects.selection.scoring.portal_urls")),
    path("projects/opportunities/<ref:ref>/criteria/", include("projects.selection.criteria.urls")),
    path("panels/", include("projects.selection.panel.urls")),
    path("my/panels/", include("projects.selection.panel.portal_urls")),
    path("", include("projects.roles.urls")),
    path("", include("projects.selection.urls")),
    path("opportunities/news/", include("projects.selection.alerts.portal_urls")),
    path("people/news/", include("projects.selection.alerts.urls")),
    path("", include("projects.selection.portal_urls")),
    path("", include("projects.meetings.urls")),
    path("my/roles/", include("projects.roles.portal_urls")),
    path("my/meetings/", include("projects.meetings.portal_urls")),
    path("projects/", include("projects.power_balance.urls")),
    path("projects/", include("projects.diversity.urls")),
    path("projects/", include("projects.checklist.urls")),
    path("my/projects/", include("projects.team.portal_urls")),
    path("my/projects/", include("projects.power_balance.portal_urls")),
    path("my/projects/", include("projects.diversity.portal_urls")),
    path("my/projects/", include("projects.checklist.portal_urls")),
]
