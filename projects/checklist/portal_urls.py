from django.urls import path

from coproduce.foundation.documents.downloads import PDF, WORD
from projects.checklist import portal
from projects.checklist.documents import portal as documents

app_name = "my_checklist"
urlpatterns = [
    path("<ref:ref>/checklist/", portal.overview, name="overview"),
    path("<ref:ref>/checklist/pdf/", documents.five_steps_file, {"form": PDF}, name="pdf"),
    path("<ref:ref>/checklist/word/", documents.five_steps_file, {"form": WORD}, name="word"),
    path("<ref:ref>/checklist/<int:step>/", portal.say, name="say"),
    path("checklist/asked/<ref:ref>/", portal.asked, name="asked"),
    path("checklist/<ref:ref>/", portal.sign_off, name="sign_off"),
]
