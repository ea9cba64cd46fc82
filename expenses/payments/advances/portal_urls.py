from django.urls import path

from expenses.payments.advances import portal

app_name = "my_advances"
urlpatterns = [
    path("", portal.list_advances, name="list"),
    path("new/", portal.new, name="new"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/take-back/", portal.withdraw, name="withdraw"),
]
