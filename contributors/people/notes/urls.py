from django.urls import path

from contributors.people.notes import views

app_name = "notes"
urlpatterns = [
    path("<ref:ref>/write/", views.write, name="write"),
    path("<ref:ref>/remove/", views.remove, name="remove"),
]
