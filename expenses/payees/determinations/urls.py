from django.urls import path

from expenses.payees.determinations import views

app_name = "determinations"
urlpatterns = [
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/record/", views.record, name="record"),
    path("<ref:ref>/ask/", views.ask, name="ask"),
    path("<ref:ref>/stop-asking/", views.stop_asking, name="stop_asking"),
    path("<ref:ref>/evidence/<ref:file_ref>/", views.evidence, name="evidence"),
]
