from django.urls import path

from projects.roles.answering import portal
from projects.roles.duties import portal as duties
from projects.roles.ending import portal as ending
from projects.roles.on_paper import portal as on_paper

app_name = "my_roles"
urlpatterns = [
    path("", portal.list_roles, name="list"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/scope/", portal.scope, name="scope"),
    path("<ref:ref>/agree/", portal.agree, name="agree"),
    path("<ref:ref>/no-thank-you/", portal.decline, name="decline"),
    path("<ref:ref>/stop/", ending.stop, name="stop"),
    path("<ref:ref>/suggest/", portal.suggest, name="suggest"),
    path("<ref:ref>/kept/", duties.kept, name="kept"),
    path("duties/<ref:ref>/", duties.duty, name="duty"),
    path("suggestions/<ref:ref>/", portal.suggestion, name="suggestion"),
    path("signed/<ref:ref>/", on_paper.signed, name="signed"),
    path("agreed/<ref:ref>/", portal.agreed, name="agreed"),
]
