from django.urls import path

from projects.scope.comments import views

app_name = "scope_comments"
urlpatterns = [path("<ref:ref>/", views.answer, name="answer")]
