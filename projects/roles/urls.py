from django.urls import path

from projects.roles import people_views, views

app_name = "roles"
urlpatterns = [
    path("projects/<ref:ref>/roles/", views.overview, name="overview"),
    path("projects/<ref:ref>/roles/new/", views.new, name="new"),
    path("roles/<ref:ref>/", views.detail, name="detail"),
    path("roles/<ref:ref>/draft/", views.edit, name="edit"),
    path("roles/<ref:ref>/draft/start/", views.start_draft, name="start_draft"),
    path("roles/<ref:ref>/versions/<int:number>/", views.preview, name="preview"),
    path("roles/<ref:ref>/versions/<int:number>/offer/", views.offer, name="offer"),
    path("roles/<ref:ref>/invite/", people_views.invite, name="invite"),
    path("roles/people/<ref:ref>/", people_views.assignment, name="assignment"),
    path("roles/people/<ref:ref>/take-back/", people_views.take_back, name="take_back"),
    path("roles/suggestions/<ref:ref>/", people_views.proposal, name="proposal"),
]
