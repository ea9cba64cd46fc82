from django.urls import path

from expenses.bookings import advance_portal

app_name = "my_advances"
urlpatterns = [
    path("", advance_portal.list_advances, name="list"),
    path("new/", advance_portal.new, name="new"),
    path("<ref:ref>/", advance_portal.detail, name="detail"),
    path("<ref:ref>/take-back/", advance_portal.withdraw, name="withdraw"),
]
