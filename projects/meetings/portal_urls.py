from django.urls import path

from projects.meetings.arrangements import portal as arrangements_portal
from projects.meetings.attendance import portal as attendance_portal
from projects.meetings.calendar import portal as calendar_portal
from projects.meetings.feedback import portal as feedback_portal
from projects.meetings.glossary import portal as glossary_portal
from projects.meetings.papers import portal as papers_portal
from projects.meetings.portal import detail, list_meetings
from projects.meetings.talks import portal as talks_portal

app_name = "my_meetings"
urlpatterns = [
    path("", list_meetings, name="list"),
    path("in-my-calendar/", calendar_portal.feed, name="my_calendar"),
    path("in-my-calendar/new/", calendar_portal.make_feed, name="make_feed"),
    path("in-my-calendar/stop/", calendar_portal.stop_feed, name="stop_feed"),
    path("<ref:ref>/", detail, name="detail"),
    path("<ref:ref>/answer/", attendance_portal.respond, name="respond"),
    path("<ref:ref>/calendar.ics", calendar_portal.meeting_file, name="calendar"),
    path("<ref:ref>/how-it-was/<slug:line>/", feedback_portal.dispute, name="say_how_it_was"),
    path("<ref:ref>/how-it-was/", feedback_portal.confirm, name="confirm_how_it_was"),
    path("<ref:ref>/why-not/", attendance_portal.why_not, name="why_not"),
    path("how-it-was/<ref:ref>/", feedback_portal.my_dispute, name="dispute"),
    path("words/of/<ref:ref>/", glossary_portal.my_words, name="words"),
    path("words/of/<ref:ref>/ask/", glossary_portal.ask, name="ask_word"),
    path("words/<ref:ref>/", glossary_portal.my_word, name="word"),
    path("talks-before/<ref:ref>/", talks_portal.my_talk, name="talk"),
    path("arranged/<ref:ref>/", arrangements_portal.arrangement, name="arrangement"),
    path("paper-formats/<ref:ref>/", papers_portal.version, name="paper_format"),
    path("<ref:ref>/papers/<ref:paper_ref>/", papers_portal.paper, name="paper"),
]
