from django.urls import path

from expenses.claims import portal
from expenses.claims.writing import portal as writing

app_name = "my_claims"
urlpatterns = [
    path("", portal.list_claims, name="list"),
    path("new/", writing.new, name="new"),
    path("receipts/<ref:ref>/", portal.receipt, name="receipt"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/occasion/", writing.occasion, name="occasion"),
    path("<ref:ref>/time/", writing.time, name="time"),
    path("<ref:ref>/travel/", writing.travel, name="travel"),
    path("<ref:ref>/travel/as-last-time/", writing.same_journey, name="same_journey"),
    path("<ref:ref>/costs/", writing.costs, name="costs"),
    path("<ref:ref>/send/", writing.check, name="check"),
    path("<ref:ref>/take-back/", portal.withdraw, name="withdraw"),
]
