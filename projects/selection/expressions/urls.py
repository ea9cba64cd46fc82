from django.urls import path

from projects.selection.expressions import views
from projects.selection.replies import views as replies

app_name = "expressions"
urlpatterns = [
    path("of/<ref:ref>/", views.expression_list, name="list"),
    path("of/<ref:ref>/take/", views.take, name="take"),
    path("of/<ref:ref>/questions/", views.questions, name="questions"),
    path("of/<ref:ref>/reading/", views.reading, name="reading"),
    path("of/<ref:ref>/answers/", replies.check, name="answers"),
    path("of/<ref:ref>/answers/send/", replies.send, name="send_answers"),
    path("of/<ref:ref>/answers/<slug:outcome>/", replies.write, name="write_answer"),
    path("reading/<ref:ref>/", views.read, name="read"),
    path("reading/<ref:ref>/file/<int:number>/", views.read_file, name="read_file"),
    path("files/<ref:ref>/", views.file, name="file"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/change/", views.change, name="change"),
    path("<ref:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("<ref:ref>/feedback/", replies.feedback, name="feedback"),
    path("<ref:ref>/feedback/ask/", replies.ask_feedback, name="ask_feedback"),
    path("<ref:ref>/outcome/", replies.decide, name="decide"),
    path("<ref:ref>/same-as/<ref:newer_ref>/", views.join, name="join"),
]
