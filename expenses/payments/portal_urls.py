from django.urls import path

from expenses.payments import portal

app_name = "my_payments"
urlpatterns = [path("<ref:ref>/", portal.detail, name="detail")]
