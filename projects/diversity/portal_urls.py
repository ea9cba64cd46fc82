from django.urls import path

from projects.diversity import portal

app_name = "my_diversity"
urlpatterns = [path("<ref:ref>/diversity/", portal.overview, name="overview")]
