from django.urls import path

from contributors.monitoring.on_paper import views

app_name = "equality"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("form.pdf", views.to_print, name="to_print"),
    path("enter/", views.enter, name="enter"),
    path("delete/", views.delete, name="delete"),
]
