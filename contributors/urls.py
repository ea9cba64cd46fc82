"""Addresses of this layer: one line an app."""

from django.urls import include, path

urlpatterns = [
    path("", include("contributors.accounts.urls")),
    path("people/", include("contributors.people.urls")),
    path("people/", include("contributors.availability.urls")),
    path("my/about/", include("contributors.people.portal_urls")),
    path("my/about/recorded/", include("contributors.people.on_behalf.portal_urls")),
    path("my/about/notes/", include("contributors.people.notes.portal_urls")),
    path("people/notes/", include("contributors.people.notes.urls")),
    path("people/recorded/", include("contributors.people.on_behalf.urls")),
    path("my/helpers/", include("contributors.people.supporters.portal_urls")),
    path("my/times/", include("contributors.availability.portal_urls")),
    path("equality/", include("contributors.monitoring.urls")),
    path("my/equality/", include("contributors.monitoring.portal_urls")),
]
