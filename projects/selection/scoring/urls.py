from django.urls import path

from projects.selection.scoring import views

app_name = "scoring"
urlpatterns = [
    path("<ref:ref>/", views.overview, name="overview"),
    path("<ref:ref>/day/", views.day, name="day"),
    path("<ref:ref>/close/", views.close, name="close"),
    path("<ref:ref>/talk/<ref:code>/<ref:criterion_ref>/", views.talk, name="talk"),
    path("member/<ref:ref>/", views.member, name="member"),
]
