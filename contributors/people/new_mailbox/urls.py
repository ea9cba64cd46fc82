from django.urls import path

from contributors.people.new_mailbox import views

urlpatterns = [path("<str:token>/", views.prove, name="prove_mailbox")]
