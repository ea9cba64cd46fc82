from django.urls import path

from expenses.claims import pages, portal

app_name = "my_claims"
urlpatterns = [
    path("", portal.list_claims, name="list"),
    path("new/", portal.new, name="new"),
    path("receipts/<ref:ref>/", portal.receipt, name="receipt"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/occasion/", pages.occasion, name="occasion"),
    path("<ref:ref>/time/", pages.time, name="time"),
    path("<ref:ref>/travel/", pages.travel, name="travel"),
    path("<ref:ref>/travel/as-last-time/", pages.same_journey, name="same_journey"),
    path("<ref:ref>/costs/", pages.costs, name="costs"),
    path("<ref:ref>/send/", portal.check, name="check"),
    path("<ref:ref>/take-back/", portal.withdraw, name="withdraw"),
]
