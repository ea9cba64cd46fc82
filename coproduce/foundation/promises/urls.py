from django.urls import path

from coproduce.foundation.promises import views

app_name = "promises"
urlpatterns = [
    path("", views.promise_list, name="list"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/move/", views.move, name="move"),
    path("<ref:ref>/release/", views.release, name="release"),
]
