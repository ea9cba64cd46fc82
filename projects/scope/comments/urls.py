from django.urls import path

from projects.scope.comments import views

app_name = "scope_comments"
urlpatterns = [
    path("<ref:ref>/", views.answer, name="answer"),
    path("<ref:ref>/correct/", views.correct, name="correct"),
    path("<ref:ref>/take-back/", views.take_back, name="take_back"),
]
