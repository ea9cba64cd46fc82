from django.urls import path

from projects.selection.panel import portal

app_name = "my_panels"
urlpatterns = [
    path("", portal.list_mine, name="list"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/names/", portal.declare, name="declare"),
    path("<ref:ref>/leave/", portal.leave, name="leave"),
    path("<ref:ref>/know/<ref:blind_ref>/", portal.recognise, name="recognise"),
]
