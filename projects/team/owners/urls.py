from django.urls import path

from projects.team.owners import views

app_name = "owners"
urlpatterns = [
    path("hand-over/", views.choose_owner, name="choose"),
    path("hand-over/chosen/", views.hand_over_chosen, name="hand_over_chosen"),
    path("hand-over/<ref:organisation>/<ref:ref>/", views.hand_over, name="hand_over"),
    path("away/", views.absences, name="absences"),
    path("away/new/", views.mark_away, name="mark_away"),
    path("away/<ref:ref>/end/", views.end_absence, name="end_absence"),
]
