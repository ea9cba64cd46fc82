from django.urls import path

from projects.selection.alerts import views

app_name = "record_alerts"
urlpatterns = [
    path("<ref:ref>/", views.record, name="record"),
]
