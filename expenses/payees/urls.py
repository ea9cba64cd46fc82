from django.urls import path

from expenses.payees import views

app_name = "payees"
urlpatterns = [
    path("", views.to_check, name="to_check"),
    path("<ref:ref>/", views.check, name="check"),
]
