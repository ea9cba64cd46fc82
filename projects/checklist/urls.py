from django.urls import path

from coproduce.foundation.documents.downloads import PDF, WORD
from projects.checklist import views
from projects.checklist.closing import views as closing
from projects.checklist.documents import views as documents
from projects.checklist.recording import views as recording

app_name = "checklist"
urlpatterns = [
    path("<ref:ref>/checklist/", views.overview, name="overview"),
    path("<ref:ref>/checklist/pdf/", documents.five_steps_file, {"form": PDF}, name="pdf"),
    path("<ref:ref>/checklist/word/", documents.five_steps_file, {"form": WORD}, name="word"),
    path("<ref:ref>/checklist/steps/<int:step>/", views.sign, name="sign"),
    path("<ref:ref>/checklist/steps/<int:step>/for/", recording.view, name="record_view"),
    path("<ref:ref>/checklist/steps/<int:step>/ask/", views.ask, name="ask"),
    path("<ref:ref>/checklist/close/", closing.close, name="close"),
    path("<ref:ref>/checklist/reopen/", closing.reopen, name="reopen"),
    path("checklist/views/<ref:ref>/", views.sign_off, name="sign_off"),
]
