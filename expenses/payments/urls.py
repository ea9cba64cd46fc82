from django.urls import path

from coproduce.foundation.documents.downloads import PDF, WORD
from expenses.payments import remittance_views, steps, views

app_name = "payments"
urlpatterns = [
    path("", views.list_runs, name="list"),
    path("new/", steps.start, name="start"),
    path("ledger/", views.trial_balance, name="ledger"),
    path("questions/<ref:claim>/", steps.question, name="question"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/left-out/", views.left_out, name="left_out"),
    path("<ref:ref>/names/", views.names, name="names"),
    path("<ref:ref>/file/", views.download, name="download"),
    path("<ref:ref>/ledger/", views.trial_balance, name="run_ledger"),
    path("<ref:ref>/of/<ref:claim>/", remittance_views.payment, name="payment"),
    path("<ref:ref>/of/<ref:claim>/pdf/", remittance_views.payment_file, {"form": PDF}, name="payment_pdf"),
    path(
        "<ref:ref>/of/<ref:claim>/word/", remittance_views.payment_file, {"form": WORD}, name="payment_word"
    ),
    path("<ref:ref>/close/", steps.lock, name="lock"),
    path("<ref:ref>/release/", steps.release, name="release"),
    path("<ref:ref>/export/", steps.export, name="export"),
    path("<ref:ref>/paid/", steps.record, name="record"),
    path("<ref:ref>/cancel/", steps.cancel, name="cancel"),
    path("<ref:ref>/hold/", steps.hold, name="hold"),
    path("<ref:ref>/hold/<ref:claim>/", steps.hold_one, name="hold_one"),
    path("<ref:ref>/came-back/<ref:claim>/", steps.bounced, name="bounced"),
]
