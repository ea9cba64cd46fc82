from django.urls import path

from projects.scope import views
from projects.scope.aspects import views as aspects
from projects.scope.comments import views as comments

app_name = "scope"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("pieces/add/", views.add_piece, name="add_piece"),
    path("pieces/<ref:piece_ref>/", aspects.detail, name="piece"),
    path("pieces/<ref:piece_ref>/change/", views.edit_piece, name="edit_piece"),
    path("pieces/<ref:piece_ref>/remove/", views.remove_piece, name="remove_piece"),
    path("pieces/<ref:piece_ref>/questions/", views.screen, name="screen"),
    path("parts/<ref:aspect_ref>/decide/", aspects.decide, name="decide"),
    path("parts/<ref:aspect_ref>/achieved/", aspects.achieved, name="achieved"),
    path("parts/<ref:aspect_ref>/open-again/", aspects.reopen, name="reopen"),
    path("influence/add/", views.add_influence, name="add_influence"),
    path("influence/<ref:row_ref>/change/", views.change_influence, name="change_influence"),
    path("influence/<ref:row_ref>/take-back/", views.withdraw_influence, name="withdraw_influence"),
    path("influence/nothing-is-fixed/", views.nothing_is_fixed, name="nothing_is_fixed"),
    path("comments/", comments.comment_list, name="comments"),
    path("comments/record/", comments.record, name="record_comment"),
]
