from django.urls import path

from projects.selection.panel import views
from projects.selection.panel.recording import views as recording

app_name = "panels"
urlpatterns = [
    path("of/<ref:ref>/", views.overview, name="overview"),
    path("of/<ref:ref>/ask/public/", views.ask, {"public": True}, name="ask_public"),
    path("of/<ref:ref>/ask/staff/", views.ask, {"public": False}, name="ask_staff"),
    path("of/<ref:ref>/begin/", views.begin, name="begin"),
    path("<ref:ref>/", views.member, name="member"),
    path("<ref:ref>/end/", views.end, name="end"),
    path("<ref:ref>/record/", recording.answer, name="record_answer"),
    path("<ref:ref>/record/names/", recording.declare, name="record_names"),
]
