from django.urls import path

from expenses.claims.answering import views as answering
from expenses.claims.approval_queue import views as approval_queue
from expenses.claims.attendance_check import views as attendance_check
from expenses.claims.deciding import views as deciding
from expenses.claims.occasions import views as occasions
from expenses.claims.top_ups import views as top_ups
from expenses.claims.tracking import views as tracking

app_name = "claims"
urlpatterns = [
    path("", tracking.list_claims, name="list"),
    path("waiting/", approval_queue.list_waiting, name="waiting"),
    path("waiting/approve/", approval_queue.approve_many, name="approve_many"),
    path("for/<ref:ref>/", occasions.start_for, name="start_for"),
    path("old-rates/", top_ups.old_rates, name="old_rates"),
    path("old-rates/<ref:organisation>/pay-more/", top_ups.make_top_ups, name="make_top_ups"),
    path("receipts/<ref:ref>/", tracking.receipt, name="receipt"),
    path("<ref:ref>/", tracking.detail, name="detail"),
    path("<ref:ref>/decide/", deciding.decide, name="decide"),
    path("<ref:ref>/approve/", deciding.approve, name="approve"),
    path("<ref:ref>/send-back/", deciding.send_back, name="send_back"),
    path("<ref:ref>/took-part/", attendance_check.check_attendance, name="attendance_check"),
    path("<ref:ref>/answer/", answering.record_answer, name="record_answer"),
    path("<ref:ref>/not-agreed/", answering.record_ask_again, name="record_ask_again"),
    path("<ref:ref>/second-look/", answering.second_look, name="second_look"),
    path("<ref:ref>/related/", deciding.related, name="related"),
    path("<ref:ref>/refuse/", deciding.refuse, name="refuse"),
]
