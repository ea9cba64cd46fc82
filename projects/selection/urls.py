from django.urls import path

from projects.selection.opportunities import views

app_name = "selection"
urlpatterns = [
    path("projects/<ref:ref>/opportunities/", views.overview, name="overview"),
    path("roles/<ref:ref>/opportunity/", views.make, name="make"),
    path("projects/opportunities/<ref:ref>/", views.detail, name="detail"),
    path("projects/opportunities/<ref:ref>/words/", views.edit, name="edit"),
    path("projects/opportunities/<ref:ref>/open/", views.open_to_everyone, name="open"),
    path("projects/opportunities/<ref:ref>/withdraw/", views.withdraw, name="withdraw"),
]
