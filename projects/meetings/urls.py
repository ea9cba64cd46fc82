from django.urls import path

from projects.meetings import answer_views, feed_views, series_views, taking_part_views, views

app_name = "meetings"
urlpatterns = [
    path("projects/<ref:ref>/meetings/", views.overview, name="overview"),
    path("projects/<ref:ref>/meetings/plan/", views.plan, name="plan"),
    path("projects/<ref:ref>/meetings/series/", series_views.ask, name="series"),
    path("projects/<ref:ref>/meetings/series/times/", series_views.times, name="series_times"),
    path("projects/<ref:ref>/meetings/series/take/", series_views.take, name="take_series"),
    path("meetings/<ref:ref>/", views.detail, name="detail"),
    path("meetings/<ref:ref>/check/", views.check, name="check"),
    path("meetings/<ref:ref>/use-time/", views.use_time, name="use_time"),
    path("meetings/<ref:ref>/change/", views.edit, name="edit"),
    path("meetings/<ref:ref>/people/", views.people, name="people"),
    path("meetings/<ref:ref>/move/", views.move, name="move"),
    path("meetings/<ref:ref>/call-off/", views.cancel, name="cancel"),
    path("meetings/<ref:ref>/arrangements/", taking_part_views.arrangements, name="arrangements"),
    path("meetings/<ref:ref>/papers/add/", taking_part_views.add_paper, name="add_paper"),
    path("meetings/<ref:ref>/papers/send/", taking_part_views.send_papers, name="send_papers"),
    path("meetings/<ref:ref>/papers/<ref:paper_ref>/", taking_part_views.paper, name="paper"),
    path(
        "meetings/<ref:ref>/papers/<ref:paper_ref>/remove/",
        taking_part_views.remove_paper,
        name="remove_paper",
    ),
    path("meetings/<ref:ref>/attendance/", taking_part_views.attendance, name="attendance"),
    path("meetings/<ref:ref>/calendar.ics", taking_part_views.calendar, name="calendar"),
    path("meetings/answer/<str:token>/", answer_views.answer_page, name="answer"),
    path("meetings/feed/<str:secret>.ics", feed_views.calendar, name="feed"),
]
