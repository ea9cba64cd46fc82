from django.urls import path

from contributors.accounts.confirming import views

urlpatterns = [
    path("", views.waiting, name="confirm_roles"),
    path("<int:pk>/", views.confirm, name="confirm_role"),
    path("<int:pk>/no/", views.refuse, name="refuse_role"),
]
