from django.urls import path

from projects.power_balance import portal
from projects.power_balance.concerns import portal as concerns
from projects.power_balance.decisions import portal as decisions
from projects.power_balance.power_actions import portal as power_actions
from projects.power_balance.reviews import portal as reviews
from projects.power_balance.trend import portal as trend

app_name = "my_power_balance"
urlpatterns = [
    path("<ref:ref>/power_balance/", portal.overview, name="overview"),
    path("<ref:ref>/power_balance/records/", portal.records, name="records"),
    path("<ref:ref>/power_balance/trend/", trend.trend, name="trend"),
    path("<ref:ref>/power_balance/raise/", power_actions.raise_imbalance, name="raise"),
    path("power_balance/<ref:ref>/", power_actions.action, name="action"),
    path("power_balance/<ref:ref>/confirm/", power_actions.confirm, name="confirm"),
    path("power_balance/<ref:ref>/not-yet/", power_actions.not_yet, name="not_yet"),
    path("power_balance/reviews/<ref:ref>/", reviews.review, name="review"),
    path("power_balance/reviews/<ref:ref>/rate/<slug:theme>/", reviews.rate, name="rate"),
    path("<ref:ref>/power_balance/concern/", concerns.raise_as_contributor, name="raise_concern"),
    path("<ref:ref>/power_balance/concern/sent/", concerns.sent_as_contributor, name="concern_sent"),
    path("power_balance/concern/answer/", concerns.read_answer, name="read_answer"),
    path("power_balance/concerns/", concerns.my_concerns, name="my_concerns"),
    path("<ref:ref>/power_balance/decisions/", decisions.decision_list, name="decisions"),
    path("power_balance/decisions/<ref:ref>/dispute/", decisions.dispute_decision, name="dispute_decision"),
    path("power_balance/disputes/<ref:ref>/", decisions.dispute, name="dispute"),
]
