from django.urls import path

from expenses.bookings import portal

app_name = "my_bookings"
urlpatterns = [
    path("", portal.list_bookings, name="list"),
    path("new/", portal.new, name="new"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/not-needed/", portal.not_needed, name="not_needed"),
]
