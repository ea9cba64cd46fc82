from django.urls import path

from projects.roles.answering import portal
from projects.roles.comparing import portal as comparing
from projects.roles.documents import portal as documents
from projects.roles.duties import portal as duties
from projects.roles.ending import portal as ending
from projects.roles.farewell import portal as farewell
from projects.roles.on_paper import portal as on_paper
from projects.roles.proposals import portal as proposals

app_name = "my_roles"
urlpatterns = [
    path("", portal.list_roles, name="list"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/versions/<int:number>/as/<slug:kind>/", documents.of_mine, name="file"),
    path("<ref:ref>/scope/", portal.scope, name="scope"),
    path("<ref:ref>/parts/", proposals.parts, name="parts"),
    path("<ref:ref>/parts/<slug:field>/", proposals.part, name="part"),
    path("<ref:ref>/changes/", comparing.changes, name="changes"),
    path("<ref:ref>/agree/", portal.agree, name="agree"),
    path("<ref:ref>/no-thank-you/", portal.decline, name="decline"),
    path("<ref:ref>/stop/", ending.stop, name="stop"),
    path("<ref:ref>/certificate/", farewell.ask_letter, name="ask_letter"),
    path("<ref:ref>/keep-in-touch/", farewell.keep_in_touch, name="keep_in_touch"),
    path("letters/<ref:ref>/", farewell.letter, name="letter"),
    path("letters/<ref:ref>/drop/", farewell.drop_letter, name="drop_letter"),
    path("letters/<ref:ref>/as/<slug:kind>/", farewell.letter_file, name="letter_file"),
    path("<ref:ref>/suggest/", portal.suggest, name="suggest"),
    path("<ref:ref>/kept/", duties.kept, name="kept"),
    path("duties/<ref:ref>/", duties.duty, name="duty"),
    path("suggestions/<ref:ref>/", portal.suggestion, name="suggestion"),
    path("signed/<ref:ref>/", on_paper.signed, name="signed"),
    path("agreed/<ref:ref>/", portal.agreed, name="agreed"),
]
