from django.urls import path

from projects.meetings import portal, talk_views

app_name = "my_meetings"
urlpatterns = [
    path("", portal.list_meetings, name="list"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/answer/", portal.respond, name="respond"),
    path("<ref:ref>/calendar.ics", portal.calendar, name="calendar"),
    path("talks-before/<ref:ref>/", talk_views.my_talk, name="talk"),
    path("arranged/<ref:ref>/", portal.arrangement, name="arrangement"),
    path("<ref:ref>/papers/<ref:paper_ref>/", portal.paper, name="paper"),
]
