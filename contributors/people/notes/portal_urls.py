from django.urls import path

from contributors.people.notes import portal

app_name = "my_notes"
urlpatterns = [path("", portal.overview, name="overview")]
