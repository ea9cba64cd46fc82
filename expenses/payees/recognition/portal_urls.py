from django.urls import path

from expenses.payees.recognition import letter_pages, portal

app_name = "my_recognition"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("everything/", portal.everything, name="everything"),
    path("when/", portal.timing, name="timing"),
    path("limit/", portal.limit, name="limit"),
    path("job/", portal.declare, name="declare"),
    path("role/<ref:ref>/", portal.role, name="role"),
    path("role/<ref:ref>/letter/", letter_pages.letter, name="letter"),
    path("role/<ref:ref>/letter/text/", letter_pages.letter_text, name="letter_text"),
    path("meeting/<ref:ref>/", portal.meeting, name="meeting"),
]
