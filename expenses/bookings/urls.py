from django.urls import path

from expenses.bookings import views

app_name = "bookings"
urlpatterns = [
    path("", views.list_bookings, name="list"),
    path("for/<ref:ref>/", views.ask_for, name="ask_for"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/cost/", views.cost, name="cost"),
]
