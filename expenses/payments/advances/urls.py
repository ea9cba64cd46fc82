from django.urls import path

from expenses.payments.advances import views

app_name = "advances"
urlpatterns = [
    path("", views.list_advances, name="list"),
    path("for/<ref:ref>/", views.ask_for, name="ask_for"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/decide/", views.decide, name="decide"),
    path("<ref:ref>/give/", views.give, name="give"),
    path("<ref:ref>/settle/", views.settle, name="settle"),
]
