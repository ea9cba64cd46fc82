from django.urls import path

from projects.power_balance import concern_pages, concern_views, dispute_views, review_views, views
from projects.power_balance.trend import pages as trend_pages

app_name = "power_balance"
urlpatterns = [
    path("<ref:ref>/power_balance/", views.overview, name="overview"),
    path("<ref:ref>/power_balance/trend/", trend_pages.trend, name="trend"),
    path("<ref:ref>/power_balance/note/", views.note, name="note"),
    path("<ref:ref>/power_balance/decisions/", views.decision_list, name="decisions"),
    path("<ref:ref>/power_balance/decisions/add/", views.record_decision, name="record_decision"),
    path("power_balance/decisions/<ref:ref>/", views.correct_decision, name="correct_decision"),
    path("power_balance/actions/<ref:ref>/", views.action, name="action"),
    path("power_balance/actions/<ref:ref>/answer/", views.answer_raised, name="answer"),
    path("power_balance/actions/<ref:ref>/change/", views.change_plan, name="change_plan"),
    path("power_balance/actions/<ref:ref>/done/", views.do, name="do"),
    path("power_balance/actions/<ref:ref>/set-aside/", views.set_aside, name="set_aside"),
    path("<ref:ref>/power_balance/reviews/", review_views.review_list, name="reviews"),
    path("<ref:ref>/power_balance/reviews/open/", review_views.open_review, name="open_review"),
    path("power_balance/reviews/<ref:ref>/", review_views.review, name="review"),
    path("power_balance/reviews/<ref:ref>/rate/<slug:theme>/", review_views.rate, name="rate"),
    path("power_balance/reviews/<ref:ref>/day/", review_views.change_day, name="change_review_day"),
    path("power_balance/reviews/<ref:ref>/close/", review_views.close, name="close_review"),
    path("power_balance/reviews/<ref:ref>/call-off/", review_views.call_off, name="call_off_review"),
    path("<ref:ref>/power_balance/concern/", concern_pages.raise_as_staff, name="raise_concern"),
    path("<ref:ref>/power_balance/concern/sent/", concern_pages.sent_as_staff, name="concern_sent"),
    path("power_balance/concerns/", concern_views.concern_list, name="concerns"),
    path("power_balance/concerns/<ref:ref>/", concern_views.concern, name="concern"),
    path("power_balance/concerns/<ref:ref>/answer/", concern_views.answer_concern, name="answer_concern"),
    path("power_balance/concerns/<ref:ref>/done/", concern_views.finish, name="finish_concern"),
    path("power_balance/disputes/<ref:ref>/", dispute_views.dispute, name="dispute"),
    path("<ref:ref>/power_balance/evidence/<slug:number>/", views.evidence_rows, name="evidence_rows"),
]
