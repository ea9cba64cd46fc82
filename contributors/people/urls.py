from django.urls import path

from contributors.people import views
from contributors.people.importing.urls import urlpatterns as importing
from contributors.people.leaving import views as leaving
from contributors.people.quiet import views as quiet
from contributors.people.same_person import views as same_person
from contributors.people.supporters import views as supporters

app_name = "people"
urlpatterns = [
    path("", views.list_people, name="list"),
    path("add/", views.add, name="add"),
    *importing,
    path("one-person/", same_person.pairs, name="same_person"),
    path("one-person/<ref:ref>/", same_person.answer, name="answer_same_person"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/change/", views.edit, name="edit"),
    path("<ref:ref>/helper/", supporters.arrange, name="arrange_helper"),
    path("<ref:ref>/helper/<ref:helper>/", supporters.change, name="change_helper"),
    path("<ref:ref>/helper/<ref:helper>/end/", supporters.end, name="end_helper"),
    path("<ref:ref>/quiet-hours/", quiet.record, name="record_quiet"),
    path("<ref:ref>/leaving/", leaving.leave, name="leave"),
    path("<ref:ref>/what-helps/", views.what_helps, name="what_helps"),
    path("<ref:ref>/what-helps/add/", views.add_need, name="add_need"),
    path("<ref:ref>/what-helps/right/", views.needs_are_right, name="needs_are_right"),
    path("<ref:ref>/what-helps/<ref:need>/end/", views.end_need, name="end_need"),
]
