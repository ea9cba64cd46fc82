from django.urls import path

from projects.meetings import feed_views, portal

app_name = "my_meetings"
urlpatterns = [
    path("", portal.list_meetings, name="list"),
    path("in-my-calendar/", feed_views.overview, name="my_calendar"),
    path("in-my-calendar/new/", feed_views.make, name="make_feed"),
    path("in-my-calendar/stop/", feed_views.stop, name="stop_feed"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/answer/", portal.respond, name="respond"),
    path("<ref:ref>/calendar.ics", portal.calendar, name="calendar"),
    path("<ref:ref>/papers/<ref:paper_ref>/", portal.paper, name="paper"),
]
