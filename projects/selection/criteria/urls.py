from django.urls import path

from projects.selection.criteria import views

app_name = "criteria"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("add/", views.add, name="add"),
    path("scoring/", views.scoring, name="scoring"),
    path("no-public-member/", views.no_public_member, name="no_public_member"),
    path("<ref:criterion>/", views.change, name="change"),
    path("<ref:criterion>/remove/", views.remove, name="remove"),
]
