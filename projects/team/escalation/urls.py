from django.urls import path

from projects.team.escalation import views

app_name = "escalation"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<ref:organisation>/", views.change, name="change"),
]
