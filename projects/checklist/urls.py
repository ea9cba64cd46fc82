from django.urls import path

from coproduce.foundation.documents.downloads import PDF, WORD
from projects.checklist import on_paper, views

app_name = "checklist"
urlpatterns = [
    path("<ref:ref>/checklist/", views.overview, name="overview"),
    path("<ref:ref>/checklist/pdf/", on_paper.for_staff, {"form": PDF}, name="pdf"),
    path("<ref:ref>/checklist/word/", on_paper.for_staff, {"form": WORD}, name="word"),
    path("<ref:ref>/checklist/steps/<int:step>/", views.sign, name="sign"),
    path("<ref:ref>/checklist/close/", views.close, name="close"),
    path("<ref:ref>/checklist/reopen/", views.reopen, name="reopen"),
    path("checklist/views/<ref:ref>/", views.sign_off, name="sign_off"),
]
