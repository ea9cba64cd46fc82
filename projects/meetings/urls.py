from django.urls import path

from projects.meetings import (
    arrangement_views,
    glossary_views,
    how_it_went_views,
    taking_part_views,
    talk_views,
    views,
)

app_name = "meetings"
urlpatterns = [
    path("projects/<ref:ref>/meetings/", views.overview, name="overview"),
    path("projects/<ref:ref>/meetings/plan/", views.plan, name="plan"),
    path("meetings/<ref:ref>/", views.detail, name="detail"),
    path("meetings/<ref:ref>/check/", views.check, name="check"),
    path("meetings/<ref:ref>/use-time/", views.use_time, name="use_time"),
    path("meetings/<ref:ref>/change/", views.edit, name="edit"),
    path("meetings/<ref:ref>/people/", views.people, name="people"),
    path("meetings/<ref:ref>/move/", views.move, name="move"),
    path("meetings/<ref:ref>/call-off/", views.cancel, name="cancel"),
    path("meetings/<ref:ref>/arrangements/", arrangement_views.arrangement_list, name="arrangements"),
    path("meetings/<ref:ref>/arrangements/refresh/", arrangement_views.refresh, name="refresh_arrangements"),
    path("meetings/<ref:ref>/talk-before/", talk_views.declare, name="declare_talk"),
    path("talks-before/<ref:ref>/notes/", talk_views.share_notes, name="share_notes"),
    path("meetings/<ref:ref>/how-it-went/", how_it_went_views.note, name="how_it_went"),
    path("how-it-was/<ref:ref>/answer/", how_it_went_views.answer_dispute, name="answer_dispute"),
    path("projects/<ref:ref>/words/", glossary_views.word_list, name="words"),
    path("projects/<ref:ref>/words/add/", glossary_views.add, name="add_word"),
    path("words/<ref:ref>/", glossary_views.explain, name="explain_word"),
    path("paper-copies/<ref:ref>/given/", taking_part_views.give_papers, name="give_papers"),
    path("arrangements/<ref:ref>/", arrangement_views.plan, name="arrangement"),
    path("arrangements/<ref:ref>/arranged/", arrangement_views.tick, name="tick_arrangement"),
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
]
