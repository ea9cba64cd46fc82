from django.urls import path

from coproduce.rights import views

app_name = "rights"
urlpatterns = [
    path("privacy/how-long/", views.how_long, name="how_long"),
    path("people/<ref:ref>/copy/", views.copy, name="copy"),
    path("people/<ref:ref>/forget/", views.forget, name="forget"),
    path("people/forget/<ref:ref>/", views.decide, name="decide"),
]
