from django.urls import path

from coproduce.rights import portal

app_name = "my_data"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("looks/", portal.looks, name="looks"),
    path("leave/", portal.leave, name="leave"),
    path("file/<slug:kind>/", portal.take, name="take"),
    path("<slug:key>/", portal.section, name="section"),
]
