from django.urls import path

from expenses.payments import portal

app_name = "my_payments"
urlpatterns = [
    path("tax-years/", portal.tax_years, name="tax_years"),
    path("<ref:ref>/", portal.detail, name="detail"),
]
