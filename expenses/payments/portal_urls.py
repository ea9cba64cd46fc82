from django.urls import path

from coproduce.foundation.documents.downloads import PDF, WORD
from expenses.payments import portal, remittance_views

app_name = "my_payments"
urlpatterns = [
    path("tax-years/", portal.tax_years, name="tax_years"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/<int:number>/pdf/", remittance_views.my_file, {"form": PDF}, name="pdf"),
    path("<ref:ref>/<int:number>/word/", remittance_views.my_file, {"form": WORD}, name="word"),
]
