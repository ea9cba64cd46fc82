from django.urls import path

from projects.scope import portal

app_name = "my_scope"
urlpatterns = [
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/said/", portal.said, name="said"),
    path("<ref:ref>/say/", portal.say, name="say"),
    path("about/<ref:ref>/say/", portal.say_about, name="say_about"),
    path("said/<ref:ref>/", portal.comment, name="comment"),
    path("said/<ref:ref>/take-back/", portal.withdraw, name="withdraw"),
]
