from django.urls import path

from expenses.claims import portal

app_name = "my_claims"
urlpatterns = [
    path("", portal.list_claims, name="list"),
    path("new/", portal.new, name="new"),
    path("receipts/<ref:ref>/", portal.receipt, name="receipt"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/send/", portal.check, name="check"),
    path("<ref:ref>/take-back/", portal.withdraw, name="withdraw"),
]
