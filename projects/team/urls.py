from django.urls import path

from projects.team import views
from projects.team.recording import views as recording

app_name = "team"
urlpatterns = [
    path("", views.list_projects, name="list"),
    path("start/", views.start, name="start"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/change/", views.edit, name="edit"),
    path("<ref:ref>/run/", views.start_running, name="start_running"),
    path("<ref:ref>/people/add-staff/", views.add_member, {"side": "professional"}, name="add_staff"),
    path("<ref:ref>/people/add-contributor/", views.add_member, {"side": "public"}, name="add_contributor"),
    path("<ref:ref>/people/<ref:member_ref>/remove/", views.remove_member, name="remove_member"),
    path("<ref:ref>/people/<ref:person_ref>/leaves/", recording.leave, name="record_leaving"),
]
