from django.urls import path

from expenses.claims.answering import portal as answering
from expenses.claims.tracking import portal as tracking
from expenses.claims.writing import portal as writing

app_name = "my_claims"
urlpatterns = [
    path("", tracking.list_claims, name="list"),
    path("new/", writing.new, name="new"),
    path("receipts/<ref:ref>/", tracking.receipt, name="receipt"),
    path("<ref:ref>/", tracking.detail, name="detail"),
    path("<ref:ref>/occasion/", writing.occasion, name="occasion"),
    path("<ref:ref>/time/", writing.time, name="time"),
    path("<ref:ref>/travel/", writing.travel, name="travel"),
    path("<ref:ref>/travel/as-last-time/", writing.same_journey, name="same_journey"),
    path("<ref:ref>/costs/", writing.costs, name="costs"),
    path("<ref:ref>/send/", writing.check, name="check"),
    path("<ref:ref>/answer/", answering.answer, name="answer"),
    path("<ref:ref>/look-again/", answering.ask_again, name="ask_again"),
    path("<ref:ref>/take-back/", writing.withdraw, name="withdraw"),
]
