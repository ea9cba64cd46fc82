from django.urls import path

from expenses.payees import portal

app_name = "my_bank"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("how/", portal.choose, name="choose"),
    path("change/", portal.change, name="change"),
    path("confirm/", portal.confirm, name="confirm"),
]
