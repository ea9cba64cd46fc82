from django.urls import path

from expenses.claims import attending_views, top_up_views, views, waiting

app_name = "claims"
urlpatterns = [
    path("", views.list_claims, name="list"),
    path("waiting/", waiting.list_waiting, name="waiting"),
    path("waiting/approve/", waiting.approve_many, name="approve_many"),
    path("for/<ref:ref>/", views.start_for, name="start_for"),
    path("old-rates/", top_up_views.old_rates, name="old_rates"),
    path("old-rates/<ref:organisation>/pay-more/", top_up_views.make_top_ups, name="make_top_ups"),
    path("receipts/<ref:ref>/", views.receipt, name="receipt"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/decide/", views.decide, name="decide"),
    path("<ref:ref>/approve/", views.approve, name="approve"),
    path("<ref:ref>/send-back/", views.send_back, name="send_back"),
    path("<ref:ref>/took-part/", attending_views.took_part, name="took_part"),
    path("<ref:ref>/related/", views.related, name="related"),
    path("<ref:ref>/refuse/", views.refuse, name="refuse"),
]
