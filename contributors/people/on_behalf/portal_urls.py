from django.urls import path

from contributors.people.on_behalf import portal

app_name = "my_records"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("wrong/<ref:ref>/", portal.objection, name="objection"),
]
