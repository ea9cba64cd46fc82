from django.urls import path

from projects.diversity import views

app_name = "diversity"
urlpatterns = [
    path("<ref:ref>/diversity/", views.overview, name="overview"),
    path("<ref:ref>/diversity/add/", views.add, name="add"),
    path("<ref:ref>/diversity/release/", views.release, name="release"),
    path("diversity/<ref:ref>/change/", views.change, name="change"),
    path("diversity/<ref:ref>/remove/", views.remove, name="remove"),
]
