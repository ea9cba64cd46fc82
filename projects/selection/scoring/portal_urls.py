from django.urls import path

from projects.selection.scoring import portal

app_name = "my_scoring"
urlpatterns = [
    path("<ref:ref>/", portal.texts, name="texts"),
    path("<ref:ref>/<ref:code>/", portal.score, name="score"),
    path("<ref:ref>/<ref:code>/draft/", portal.draft, name="draft"),
    path("<ref:ref>/<ref:code>/file/<int:number>/", portal.file, name="file"),
    path("<ref:ref>/<ref:code>/talk/<ref:criterion_ref>/", portal.talk, name="talk"),
]
