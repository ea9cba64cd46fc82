from django.urls import path

from projects.resources import views

app_name = "resources"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("timeline/", views.timeline, name="timeline"),
    path("budget/add/", views.add, {"part": "budget"}, name="add_budget_line"),
    path("budget/<ref:row_ref>/", views.change, {"part": "budget"}, name="change_budget_line"),
    path("budget/<ref:row_ref>/remove/", views.remove, {"part": "budget"}, name="remove_budget_line"),
    path("activities/add/", views.add, {"part": "activities"}, name="add_activity"),
    path("activities/<ref:row_ref>/", views.change, {"part": "activities"}, name="change_activity"),
    path("activities/<ref:row_ref>/move/", views.move_activity, name="move_activity"),
    path("staff/add/", views.add, {"part": "staff"}, name="add_staff_time"),
    path("staff/<ref:row_ref>/", views.change, {"part": "staff"}, name="change_staff_time"),
    path("staff/<ref:row_ref>/remove/", views.remove, {"part": "staff"}, name="remove_staff_time"),
    path("milestones/add/", views.add, {"part": "milestones"}, name="add_milestone"),
    path("milestones/<ref:row_ref>/", views.change, {"part": "milestones"}, name="change_milestone"),
    path("milestones/<ref:row_ref>/remove/", views.remove, {"part": "milestones"}, name="remove_milestone"),
    path("milestones/<ref:row_ref>/tick/", views.tick_milestone, name="tick_milestone"),
]
