from django.urls import path

from expenses.payments import advance_views

app_name = "advances"
urlpatterns = [
    path("", advance_views.list_advances, name="list"),
    path("for/<ref:ref>/", advance_views.ask_for, name="ask_for"),
    path("<ref:ref>/", advance_views.detail, name="detail"),
    path("<ref:ref>/decide/", advance_views.decide, name="decide"),
    path("<ref:ref>/give/", advance_views.give, name="give"),
    path("<ref:ref>/settle/", advance_views.settle, name="settle"),
]
