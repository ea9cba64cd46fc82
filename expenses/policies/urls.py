from django.urls import path

from expenses.policies import views

app_name = "policies"
urlpatterns = [
    path("", views.list_policies, name="list"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/copy/", views.adopt, name="adopt"),
    path("<ref:ref>/checked/", views.confirm_checked, name="confirm_checked"),
    path("<ref:ref>/approve/", views.approve, name="approve"),
    path("<ref:ref>/withdraw/", views.retire, name="retire"),
]
