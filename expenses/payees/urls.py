from django.urls import path

from expenses.payees.checking import views
from expenses.payees.recording import views as recording
from expenses.payees.talking import views as talking

app_name = "payees"
urlpatterns = [
    path("", views.to_check, name="to_check"),
    path("for/<ref:ref>/account/", recording.bank, name="record_bank"),
    path("for/<ref:ref>/way/", recording.route, name="record_route"),
    path("for/<ref:ref>/recognition/", recording.choice, name="record_choice"),
    path("for/<ref:ref>/limit/", recording.limit, name="record_limit"),
    path("for/<ref:ref>/talked/", talking.talked, name="talked"),
    path("ways/<ref:ref>/", recording.check_route, name="check_route"),
    path("<ref:ref>/", views.check, name="check"),
]
