from django.urls import path

from expenses.payees.recognition import portal

app_name = "my_recognition"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("everything/", portal.everything, name="everything"),
    path("when/", portal.timing, name="timing"),
    path("limit/", portal.limit, name="limit"),
    path("role/<ref:ref>/", portal.role, name="role"),
    path("meeting/<ref:ref>/", portal.meeting, name="meeting"),
]
