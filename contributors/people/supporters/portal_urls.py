from django.urls import path

from contributors.people.supporters import portal

app_name = "my_helpers"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("ask/", portal.ask, name="ask"),
    path("now/", portal.helping, name="helping"),
    path("now/stop/", portal.stop, name="stop"),
    path("<ref:ref>/", portal.change, name="change"),
    path("<ref:ref>/end/", portal.end, name="end"),
    path("<ref:ref>/start/", portal.start, name="start"),
]
