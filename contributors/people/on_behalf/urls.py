from django.urls import path

from contributors.people.on_behalf import views

app_name = "on_behalf"
urlpatterns = [
    path("<ref:ref>/wrong/", views.say_wrong, name="say_wrong"),
    path("put-right/<ref:ref>/", views.put_right, name="put_right"),
]
