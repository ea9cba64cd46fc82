from django.urls import path

from expenses.payees.jobcentre_letter import portal as jobcentre_letter
from expenses.payees.recognition import portal

app_name = "my_recognition"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("everything/", portal.everything, name="everything"),
    path("when/", portal.timing, name="timing"),
    path("limit/", portal.limit, name="limit"),
    path("job/", portal.declare, name="declare"),
    path("role/<ref:ref>/", portal.role, name="role"),
    path("role/<ref:ref>/letter/", jobcentre_letter.letter, name="letter"),
    path("role/<ref:ref>/letter/text/", jobcentre_letter.letter_text, name="letter_text"),
    path("meeting/<ref:ref>/", portal.meeting, name="meeting"),
]
