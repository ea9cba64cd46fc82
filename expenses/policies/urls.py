from django.urls import path

from expenses.policies import views
from expenses.policies.editing import views as editing
from expenses.policies.files import views as files
from expenses.policies.trial import views as trial

app_name = "policies"
urlpatterns = [
    path("", views.list_policies, name="list"),
    path("from-a-file/", files.take_in, name="take_in"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/file/", files.download, name="download"),
    path("<ref:ref>/try/", trial.try_out, name="try_out"),
    path("<ref:ref>/copy/", views.adopt, name="adopt"),
    path("<ref:ref>/checked/", views.confirm_checked, name="confirm_checked"),
    path("<ref:ref>/edit/", editing.overview, name="edit"),
    path("<ref:ref>/edit/terms/", editing.terms, name="edit_terms"),
    path("<ref:ref>/edit/<slug:kind>/add/", editing.line, name="add_line"),
    path("<ref:ref>/edit/<slug:kind>/<int:row>/", editing.line, name="edit_line"),
    path("<ref:ref>/edit/<slug:kind>/<int:row>/remove/", editing.remove, name="remove_line"),
    path("<ref:ref>/ask/", editing.ask, name="ask"),
    path("<ref:ref>/send-back/", editing.send_back, name="send_back"),
    path("<ref:ref>/take-back/", editing.take_back, name="take_back"),
    path("<ref:ref>/approve/", views.approve, name="approve"),
    path("<ref:ref>/withdraw/", views.retire, name="retire"),
]
