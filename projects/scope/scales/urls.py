from django.urls import path

from projects.scope.scales import views

app_name = "scales"
urlpatterns = [
    path("<ref:organisation>/", views.choose, name="choose"),
    path("<ref:organisation>/add/", views.add, name="add"),
]
