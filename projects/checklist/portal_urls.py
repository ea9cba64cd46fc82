from django.urls import path

from projects.checklist import portal

app_name = "my_checklist"
urlpatterns = [
    path("<ref:ref>/checklist/", portal.overview, name="overview"),
    path("<ref:ref>/checklist/<int:step>/", portal.say, name="say"),
    path("checklist/<ref:ref>/", portal.sign_off, name="sign_off"),
]
