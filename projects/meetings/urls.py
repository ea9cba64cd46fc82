from django.urls import path

from projects.meetings.arrangements import views as arrangements_views
from projects.meetings.attendance import portal as attendance_portal
from projects.meetings.attendance import views as attendance_views
from projects.meetings.calendar import views as calendar_views
from projects.meetings.feedback import views as feedback_views
from projects.meetings.glossary import views as glossary_views
from projects.meetings.invitation_checks import views as invitation_checks_views
from projects.meetings.papers import views as papers_views
from projects.meetings.planning import views as planning_views
from projects.meetings.recording import views as recording_views
from projects.meetings.reminding import views as reminding_views
from projects.meetings.series import views as series_views
from projects.meetings.special_days import views as special_days_views
from projects.meetings.talks import views as talks_views
from projects.meetings.views import detail, overview

app_name = "meetings"
urlpatterns = [
    path("projects/<ref:ref>/meetings/", overview, name="overview"),
    path("projects/<ref:ref>/meetings/plan/", planning_views.plan, name="plan"),
    path("projects/<ref:ref>/meetings/series/", series_views.ask, name="series"),
    path("projects/<ref:ref>/meetings/series/times/", series_views.times, name="series_times"),
    path("projects/<ref:ref>/meetings/series/take/", series_views.take, name="take_series"),
    path(
        "projects/<ref:ref>/meetings/school-holidays/",
        special_days_views.holiday_list,
        name="school_holidays",
    ),
    path(
        "projects/<ref:ref>/meetings/school-holidays/add/",
        special_days_views.add,
        name="add_school_holidays",
    ),
    path(
        "projects/<ref:ref>/meetings/school-holidays/<ref:row_ref>/remove/",
        special_days_views.remove,
        name="remove_school_holidays",
    ),
    path("meetings/<ref:ref>/", detail, name="detail"),
    path("meetings/<ref:ref>/check/", invitation_checks_views.check, name="check"),
    path("meetings/<ref:ref>/use-time/", invitation_checks_views.use_time, name="use_time"),
    path("meetings/<ref:ref>/change/", planning_views.edit, name="edit"),
    path("meetings/<ref:ref>/people/", planning_views.people, name="people"),
    path("meetings/<ref:ref>/move/", planning_views.move, name="move"),
    path("meetings/<ref:ref>/call-off/", planning_views.cancel, name="cancel"),
    path("meetings/<ref:ref>/call-off-series/", series_views.call_off, name="call_off_series"),
    path("meetings/<ref:ref>/arrangements/", arrangements_views.arrangement_list, name="arrangements"),
    path("meetings/<ref:ref>/arrangements/refresh/", arrangements_views.refresh, name="refresh_arrangements"),
    path("meetings/<ref:ref>/talk-before/", talks_views.declare, name="declare_talk"),
    path("talks-before/<ref:ref>/notes/", talks_views.share_notes, name="share_notes"),
    path("meetings/<ref:ref>/how-it-went/", feedback_views.note, name="how_it_went"),
    path("how-it-was/<ref:ref>/answer/", feedback_views.answer_dispute, name="answer_dispute"),
    path("projects/<ref:ref>/words/", glossary_views.word_list, name="words"),
    path("projects/<ref:ref>/words/add/", glossary_views.add, name="add_word"),
    path("words/<ref:ref>/", glossary_views.explain, name="explain_word"),
    path("words/<ref:ref>/take-out/", glossary_views.take_out, name="take_out_word"),
    path("paper-copies/<ref:ref>/given/", papers_views.give_papers, name="give_papers"),
    path("paper-copies/<ref:ref>/not-given/", papers_views.take_back_papers, name="take_back_papers"),
    path("arrangements/<ref:ref>/", arrangements_views.plan, name="arrangement"),
    path("arrangements/<ref:ref>/met/", recording_views.met, name="record_met"),
    path("arrangements/<ref:ref>/arranged/", arrangements_views.tick, name="tick_arrangement"),
    path("papers/<ref:ref>/formats/add/", papers_views.add_version, name="add_format"),
    path("paper-formats/<ref:ref>/", papers_views.version, name="paper_format"),
    path("paper-formats/<ref:ref>/remove/", papers_views.remove_version, name="remove_format"),
    path("meetings/<ref:ref>/papers/add/", papers_views.add_paper, name="add_paper"),
    path("meetings/<ref:ref>/papers/send/", papers_views.send_papers, name="send_papers"),
    path("meetings/<ref:ref>/papers/<ref:paper_ref>/", papers_views.paper, name="paper"),
    path(
        "meetings/<ref:ref>/papers/<ref:paper_ref>/remove/",
        papers_views.remove_paper,
        name="remove_paper",
    ),
    path("meetings/<ref:ref>/answers/<ref:person_ref>/", recording_views.reply, name="record_reply"),
    path("meetings/<ref:ref>/was/<ref:person_ref>/", recording_views.how_it_was, name="record_how_it_was"),
    path("meetings/<ref:ref>/why-not/<ref:person_ref>/", recording_views.why_not, name="record_why_not"),
    path("projects/<ref:ref>/words/asked/", recording_views.asked_word, name="record_word"),
    path("meetings/<ref:ref>/attendance/", attendance_views.note_attendance, name="attendance"),
    path("meetings/<ref:ref>/calendar.ics", calendar_views.meeting_file, name="calendar"),
    path("meetings/answer/<str:token>/", attendance_portal.answer_by_link, name="answer"),
    path("meetings/file/<str:token>.ics", calendar_views.file_by_link, name="file"),
    path("meetings/reminders/<ref:organisation>/", reminding_views.change, name="reminders"),
    path("meetings/feed/<str:secret>.ics", calendar_views.feed, name="feed"),
]
