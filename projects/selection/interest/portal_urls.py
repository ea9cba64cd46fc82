from django.urls import path

from projects.selection.interest import portal

app_name = "interest"
urlpatterns = [
    path("", portal.resume, name="resume"),
    path("for/<ref:ref>/", portal.start, name="start"),
    path("<ref:ref>/", portal.mine, name="mine"),
    path("<ref:ref>/code/", portal.code, name="code"),
    path("<ref:ref>/contact/", portal.contact, name="contact"),
    path("<ref:ref>/question/<int:number>/", portal.answer, name="answer"),
    path("<ref:ref>/file/", portal.add_file, name="file"),
    path("<ref:ref>/file/<ref:file_ref>/remove/", portal.remove_file, name="remove_file"),
    path("<ref:ref>/needs/", portal.needs, name="needs"),
    path("<ref:ref>/send/", portal.send, name="send"),
    path("<ref:ref>/withdraw/", portal.withdraw, name="withdraw"),
]
