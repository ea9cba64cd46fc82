from django.urls import path

from coproduce.foundation.documents.downloads import PDF, WORD
from expenses.payments import remittance_views, steps, views
from expenses.payments.files import views as files
from expenses.payments.month_end import views as month_end
from expenses.payments.reports import steps as report_steps
from expenses.payments.reports import views as reports

app_name = "payments"
urlpatterns = [
    path("", views.list_runs, name="list"),
    path("new/", steps.start, name="start"),
    path("files/", files.overview, name="files"),
    path("files/new/<str:format>/", files.suggest, name="file_suggest"),
    path("files/<ref:ref>/", files.check, name="file_check"),
    path("from-the-bank/", reports.list_reports, name="reports"),
    path("from-the-bank/differences/", reports.differences, name="differences"),
    path("from-the-bank/not-found-yet/", reports.not_found_yet, name="not_found_yet"),
    path("from-the-bank/new/<str:kind>/", report_steps.upload, name="report_upload"),
    path("from-the-bank/columns/<str:kind>/", report_steps.columns, name="report_columns"),
    path("from-the-bank/<ref:ref>/", reports.detail, name="report"),
    path("from-the-bank/<ref:ref>/record/", report_steps.record, name="report_record"),
    path("from-the-bank/<ref:ref>/match/", report_steps.match_again, name="report_match"),
    path("from-the-bank/<ref:ref>/put-aside/", report_steps.put_aside, name="report_aside"),
    path("from-the-bank/<ref:ref>/lines/<int:number>/", report_steps.explain, name="report_line"),
    path("months/", month_end.list_months, name="months"),
    path("months/<ref:organisation>/<str:month>/", month_end.detail, name="month"),
    path("months/<ref:organisation>/<str:month>/<str:kind>/", month_end.download, name="month_file"),
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
