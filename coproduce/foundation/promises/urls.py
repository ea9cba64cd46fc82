from django.urls import path

from coproduce.foundation.promises import views
from coproduce.foundation.promises.by_hand import views as by_hand

app_name = "promises"
urlpatterns = [
    path("", views.promise_list, name="list"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/move/", by_hand.move, name="move"),
    path("<ref:ref>/release/", by_hand.release, name="release"),
]
