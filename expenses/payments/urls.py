from django.urls import path

from coproduce.foundation.documents.downloads import PDF, WORD
from expenses.payments.files import views as files
from expenses.payments.ledger import views as ledger
from expenses.payments.month_end import views as month_end
from expenses.payments.questions import views as questions
from expenses.payments.recording import views as recording
from expenses.payments.remittance import views as remittance
from expenses.payments.results import views as results
from expenses.payments.runs import views as runs
from expenses.payments.waits import views as waits

app_name = "payments"
urlpatterns = [
    path("", runs.list_runs, name="list"),
    path("new/", runs.start, name="start"),
    path("files/", files.overview, name="files"),
    path("files/new/<str:format>/", files.suggest, name="file_suggest"),
    path("files/<ref:ref>/", files.check, name="file_check"),
    path("from-the-bank/", results.list_reports, name="reports"),
    path("from-the-bank/differences/", results.differences, name="differences"),
    path("from-the-bank/not-found-yet/", results.not_found_yet, name="not_found_yet"),
    path("from-the-bank/new/<str:kind>/", results.upload, name="report_upload"),
    path("from-the-bank/columns/<str:kind>/", results.columns, name="report_columns"),
    path("from-the-bank/<ref:ref>/", results.detail, name="report"),
    path("from-the-bank/<ref:ref>/record/", results.record, name="report_record"),
    path("from-the-bank/<ref:ref>/match/", results.match_again, name="report_match"),
    path("from-the-bank/<ref:ref>/put-aside/", results.put_aside, name="report_aside"),
    path("from-the-bank/<ref:ref>/lines/<int:number>/", results.explain, name="report_line"),
    path("claims/<ref:claim>/came/", recording.came, name="record_came"),
    path("months/", month_end.list_months, name="months"),
    path("months/<ref:organisation>/<str:month>/", month_end.detail, name="month"),
    path("months/<ref:organisation>/<str:month>/<str:kind>/", month_end.download, name="month_file"),
    path("ledger/", ledger.trial_balance, name="ledger"),
    path("questions/<ref:claim>/", questions.question, name="question"),
    path("talks/<ref:person>/", waits.talk, name="talk"),
    path("<ref:ref>/", runs.detail, name="detail"),
    path("<ref:ref>/left-out/", runs.left_out, name="left_out"),
    path("<ref:ref>/names/", files.names, name="names"),
    path("<ref:ref>/file/", files.download, name="download"),
    path("<ref:ref>/ledger/", ledger.trial_balance, name="run_ledger"),
    path("<ref:ref>/of/<ref:claim>/", remittance.payment, name="payment"),
    path("<ref:ref>/of/<ref:claim>/pdf/", remittance.payment_file, {"form": PDF}, name="payment_pdf"),
    path("<ref:ref>/of/<ref:claim>/word/", remittance.payment_file, {"form": WORD}, name="payment_word"),
    path("<ref:ref>/close/", runs.lock, name="lock"),
    path("<ref:ref>/release/", runs.release, name="release"),
    path("<ref:ref>/export/", runs.export, name="export"),
    path("<ref:ref>/paid/", runs.record, name="record"),
    path("<ref:ref>/cancel/", runs.cancel, name="cancel"),
    path("<ref:ref>/hold/", runs.hold, name="hold"),
    path("<ref:ref>/hold/<ref:claim>/", runs.hold_one, name="hold_one"),
    path("<ref:ref>/came-back/<ref:claim>/", results.bounced, name="bounced"),
]
