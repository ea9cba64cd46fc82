from django.urls import path

from contributors.people import portal
from contributors.people.leaving import portal as leaving
from contributors.people.quiet import portal as quiet

app_name = "my_details"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("quiet/", quiet.change, name="quiet"),
    path("change/reach/", portal.change_reach, name="reach"),
    path("change/reach/check/", portal.confirm_reach, name="confirm_reach"),
    path("change/<slug:topic>/", portal.change, name="change"),
    path("share/<ref:ref>/", portal.share, name="share"),
    path("leave/<ref:ref>/", leaving.leave, name="leave"),
    path("needs/", portal.my_needs, name="needs"),
    path("needs/add/", portal.add_need, name="add_need"),
    path("needs/right/", portal.confirm_needs, name="confirm_needs"),
    path("needs/<ref:ref>/", portal.change_need, name="change_need"),
    path("needs/<ref:ref>/end/", portal.end_need, name="end_need"),
]
