from django.urls import path

from contributors.monitoring import portal

app_name = "my_equality"
urlpatterns = [
    path("", portal.overview, name="overview"),
    path("answers/", portal.answers, name="answers"),
    path("stop/", portal.stop, name="stop"),
    path("<slug:key>/", portal.question, name="question"),
]
