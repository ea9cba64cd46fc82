from django.urls import path

from projects.checklist import views

app_name = "checklist"
urlpatterns = [
    path("<ref:ref>/checklist/", views.overview, name="overview"),
    path("<ref:ref>/checklist/steps/<int:step>/", views.sign, name="sign"),
    path("<ref:ref>/checklist/close/", views.close, name="close"),
    path("<ref:ref>/checklist/reopen/", views.reopen, name="reopen"),
    path("checklist/views/<ref:ref>/", views.sign_off, name="sign_off"),
]
