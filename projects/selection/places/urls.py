from django.urls import path

from projects.selection.places import views

app_name = "places"
urlpatterns = [
    path("of/<ref:ref>/record/", views.record, name="record"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/offer/", views.offer, name="offer"),
    path("<ref:ref>/drop-out/", views.drop, name="drop"),
]
