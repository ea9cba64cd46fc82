from django.urls import path

from projects.team import portal

app_name = "my_projects"
urlpatterns = [
    path("", portal.list_projects, name="list"),
    path("endings/<ref:ref>/", portal.closing, name="closing"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/leave/", portal.leave, name="leave"),
]
