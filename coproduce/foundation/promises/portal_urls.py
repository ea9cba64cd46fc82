from django.urls import path

from coproduce.foundation.promises import portal

app_name = "my_promises"
urlpatterns = [
    path("", portal.promise_list, name="list"),
    path("<ref:ref>/", portal.detail, name="detail"),
]
