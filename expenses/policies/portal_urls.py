from django.urls import path

from expenses.policies import portal

app_name = "my_policies"
urlpatterns = [path("", portal.overview, name="overview")]
