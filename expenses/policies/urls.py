from django.urls import path

from expenses.policies import views
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
    path("<ref:ref>/approve/", views.approve, name="approve"),
    path("<ref:ref>/withdraw/", views.retire, name="retire"),
]
