from django.urls import path

from projects.selection.alerts import portal

app_name = "alerts"
urlpatterns = [
    path("", portal.ask, name="ask"),
    path("sent/", portal.asked, name="asked"),
    path("yes/<str:token>/", portal.prove, name="prove"),
    path("<ref:ref>/stop/", portal.stop, name="stop"),
]
