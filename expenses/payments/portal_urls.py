from django.urls import path

from coproduce.foundation.documents.downloads import PDF, WORD
from expenses.payments.questions import portal as questions
from expenses.payments.remittance import portal as remittance

app_name = "my_payments"
urlpatterns = [
    path("tax-years/", remittance.tax_years, name="tax_years"),
    path("<ref:ref>/", questions.detail, name="detail"),
    path("<ref:ref>/<int:number>/pdf/", remittance.my_file, {"form": PDF}, name="pdf"),
    path("<ref:ref>/<int:number>/word/", remittance.my_file, {"form": WORD}, name="word"),
]
