from django.urls import path

from projects.resources import views
from projects.resources.access import views as access
from projects.resources.costing import views as costing
from projects.resources.spreadsheet import views as spreadsheet
from projects.resources.staff_time import views as staff_time
from projects.resources.timeline import views as timeline
from projects.resources.what_if import views as what_if

app_name = "resources"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/project/", timeline.move_project, name="new_dates_of_project"),
    path("access/", access.access, name="access"),
    path("access/<slug:category>/", access.access_cost, name="access_cost"),
    path("timeline/lead-times/", timeline.lead_times, name="lead_times"),
    path("timeline/lead-times/<slug:kind>/", timeline.change_lead_time, name="change_lead_time"),
    path(
        "timeline/activities/<ref:row_ref>/",
        timeline.move,
        {"part": "activities"},
        name="new_date_of_activity",
    ),
    path(
        "timeline/milestones/<ref:row_ref>/",
        timeline.move,
        {"part": "milestones"},
        name="new_date_of_milestone",
    ),
    path("budget/add/", views.add, {"part": "budget"}, name="add_budget_line"),
    path("budget/<ref:row_ref>/", views.change, {"part": "budget"}, name="change_budget_line"),
    path("budget/<ref:row_ref>/remove/", views.remove, {"part": "budget"}, name="remove_budget_line"),
    path("costs/add/", views.add, {"part": "costs"}, name="add_cost"),
    path("costs/<ref:row_ref>/", views.change, {"part": "costs"}, name="change_cost"),
    path("costs/<ref:row_ref>/remove/", views.remove, {"part": "costs"}, name="remove_cost"),
    path("funders/add/", views.add, {"part": "funders"}, name="add_funder"),
    path("funders/<ref:row_ref>/", views.change, {"part": "funders"}, name="change_funder"),
    path("funders/<ref:row_ref>/remove/", views.remove, {"part": "funders"}, name="remove_funder"),
    path("costing/", costing.costing, name="costing"),
    path("what-if/", what_if.compare, name="what_ifs"),
    path("what-if/add/", what_if.copy, name="add_what_if"),
    path("what-if/<ref:copy_ref>/", what_if.detail, name="what_if"),
    path("what-if/<ref:copy_ref>/use/", what_if.use, name="use_what_if"),
    path("what-if/<ref:copy_ref>/remove/", what_if.remove, name="remove_what_if"),
    path("what-if/<ref:copy_ref>/add/<slug:part>/", what_if.add_row, name="add_what_if_row"),
    path("what-if/<ref:copy_ref>/<ref:row_ref>/", what_if.change_row, name="change_what_if_row"),
    path("spreadsheet/", spreadsheet.download, name="spreadsheet"),
    path("spreadsheet/add/", spreadsheet.upload, name="upload_spreadsheet"),
    path("activities/add/", views.add, {"part": "activities"}, name="add_activity"),
    path("activities/<ref:row_ref>/", views.change, {"part": "activities"}, name="change_activity"),
    path("activities/<ref:row_ref>/move/", views.move_activity, name="move_activity"),
    path("staff/", staff_time.staff_time, name="staff_time"),
    path("staff/<ref:row_ref>/hours/", staff_time.record_hours, name="record_hours"),
    path("staff/add/", views.add, {"part": "staff"}, name="add_staff_time"),
    path("staff/<ref:row_ref>/", views.change, {"part": "staff"}, name="change_staff_time"),
    path("staff/<ref:row_ref>/remove/", views.remove, {"part": "staff"}, name="remove_staff_time"),
    path("milestones/add/", views.add, {"part": "milestones"}, name="add_milestone"),
    path("milestones/<ref:row_ref>/", views.change, {"part": "milestones"}, name="change_milestone"),
    path("milestones/<ref:row_ref>/remove/", views.remove, {"part": "milestones"}, name="remove_milestone"),
    path("milestones/<ref:row_ref>/tick/", views.tick_milestone, name="tick_milestone"),
]
