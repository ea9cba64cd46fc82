from django.urls import path

from contributors.availability import portal

app_name = "my_availability"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("weekly/", portal.add_weekly, name="add_weekly"),
    path("away/", portal.add_away, name="add_away"),
    path("any-time/", portal.any_time, name="any_time"),
    path("clock/", portal.clock_page, name="clock"),
    path("travel/", portal.travel, name="travel"),
    path("<slug:kind>/<ref:ref>/remove/", portal.remove, name="remove"),
]
