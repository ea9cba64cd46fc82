from django.urls import path

from projects.power_balance import views
from projects.power_balance.concerns import views as concerns
from projects.power_balance.decisions import views as decisions
from projects.power_balance.evidence import views as evidence
from projects.power_balance.power_actions import views as power_actions
from projects.power_balance.recording import views as recording
from projects.power_balance.reviews import views as reviews
from projects.power_balance.trend import views as trend

app_name = "power_balance"
urlpatterns = [
    path("<ref:ref>/power_balance/", views.overview, name="overview"),
    path("<ref:ref>/power_balance/trend/", trend.trend, name="trend"),
    path("<ref:ref>/power_balance/note/", power_actions.note, name="note"),
    path("<ref:ref>/power_balance/decisions/", decisions.decision_list, name="decisions"),
    path("<ref:ref>/power_balance/decisions/add/", decisions.record_decision, name="record_decision"),
    path("power_balance/decisions/<ref:ref>/", decisions.correct_decision, name="correct_decision"),
    path("power_balance/actions/<ref:ref>/", power_actions.action, name="action"),
    path("power_balance/actions/<ref:ref>/answer/", power_actions.answer_raised, name="answer"),
    path("power_balance/actions/<ref:ref>/change/", power_actions.change_plan, name="change_plan"),
    path("power_balance/actions/<ref:ref>/done/", power_actions.do, name="do"),
    path("power_balance/actions/<ref:ref>/set-aside/", power_actions.set_aside, name="set_aside"),
    path("power_balance/actions/<ref:ref>/said/", recording.done, name="record_done"),
    path("power_balance/decisions/<ref:ref>/said/", recording.disputed, name="record_disputed"),
    path("<ref:ref>/power_balance/raise-for/", recording.raised, name="record_raised"),
    path("power_balance/reviews/<ref:ref>/for/<ref:person_ref>/", recording.ratings, name="record_ratings"),
    path("<ref:ref>/power_balance/reviews/", reviews.review_list, name="reviews"),
    path("<ref:ref>/power_balance/reviews/open/", reviews.open_review, name="open_review"),
    path("power_balance/reviews/<ref:ref>/", reviews.review, name="review"),
    path("power_balance/reviews/<ref:ref>/rate/<slug:theme>/", reviews.rate, name="rate"),
    path("power_balance/reviews/<ref:ref>/day/", reviews.change_day, name="change_review_day"),
    path("power_balance/reviews/<ref:ref>/close/", reviews.close, name="close_review"),
    path("power_balance/reviews/<ref:ref>/call-off/", reviews.call_off, name="call_off_review"),
    path("<ref:ref>/power_balance/concern/", concerns.raise_as_staff, name="raise_concern"),
    path("<ref:ref>/power_balance/concern/sent/", concerns.sent_as_staff, name="concern_sent"),
    path("power_balance/concerns/", concerns.concern_list, name="concerns"),
    path("<ref:ref>/power_balance/concern/form.pdf", concerns.paper_form, name="concern_form"),
    path("power_balance/concerns/from-paper/", concerns.from_paper, name="concern_from_paper"),
    path("power_balance/concerns/<ref:ref>/", concerns.concern, name="concern"),
    path("power_balance/concerns/<ref:ref>/answer/", concerns.answer_concern, name="answer_concern"),
    path("power_balance/concerns/<ref:ref>/done/", concerns.finish, name="finish_concern"),
    path("power_balance/disputes/<ref:ref>/", decisions.dispute, name="dispute"),
    path("<ref:ref>/power_balance/evidence/<slug:number>/", evidence.evidence_rows, name="evidence_rows"),
]
