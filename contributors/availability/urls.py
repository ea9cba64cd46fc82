from django.urls import path

from contributors.availability.recording import views as recording

app_name = "availability"
urlpatterns = [
    path("<ref:ref>/times/", recording.overview, name="overview"),
    path("<ref:ref>/times/<slug:topic>/", recording.record, name="record"),
    path("<ref:ref>/times/<slug:kind>/<ref:row_ref>/remove/", recording.remove, name="remove"),
]
