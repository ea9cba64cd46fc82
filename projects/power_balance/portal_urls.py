from django.urls import path

from projects.power_balance import concern_pages, dispute_views, portal, review_portal
from projects.power_balance.trend import pages as trend_pages

app_name = "my_power_balance"
urlpatterns = [
    path("<ref:ref>/power_balance/", portal.overview, name="overview"),
    path("<ref:ref>/power_balance/records/", portal.records, name="records"),
    path("<ref:ref>/power_balance/trend/", trend_pages.my_trend, name="trend"),
    path("<ref:ref>/power_balance/raise/", portal.raise_imbalance, name="raise"),
    path("power_balance/<ref:ref>/", portal.action, name="action"),
    path("power_balance/<ref:ref>/confirm/", portal.confirm, name="confirm"),
    path("power_balance/<ref:ref>/not-yet/", portal.not_yet, name="not_yet"),
    path("power_balance/reviews/<ref:ref>/", review_portal.review, name="review"),
    path("power_balance/reviews/<ref:ref>/rate/<slug:theme>/", review_portal.rate, name="rate"),
    path("<ref:ref>/power_balance/concern/", concern_pages.raise_as_contributor, name="raise_concern"),
    path("<ref:ref>/power_balance/concern/sent/", concern_pages.sent_as_contributor, name="concern_sent"),
    path("power_balance/concern/answer/", concern_pages.read_answer, name="read_answer"),
    path("power_balance/concerns/", concern_pages.my_concerns, name="my_concerns"),
    path("<ref:ref>/power_balance/decisions/", dispute_views.my_decisions, name="decisions"),
    path(
        "power_balance/decisions/<ref:ref>/dispute/", dispute_views.dispute_decision, name="dispute_decision"
    ),
    path("power_balance/disputes/<ref:ref>/", dispute_views.my_dispute, name="dispute"),
]
