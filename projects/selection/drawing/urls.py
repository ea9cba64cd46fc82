from django.urls import path

from projects.selection.drawing import views

app_name = "choosing"
urlpatterns = [
    path("of/<ref:ref>/", views.overview, name="overview"),
    path("of/<ref:ref>/rule/", views.rule, name="rule"),
    path("of/<ref:ref>/list/", views.publish, name="publish"),
    path("of/<ref:ref>/draw/", views.draw, name="draw"),
]
