from django.urls import path

from projects.selection.redaction import portal

app_name = "redaction"
urlpatterns = [
    path("<ref:ref>/", portal.start, name="start"),
    path("<ref:ref>/<ref:code>/", portal.one, name="one"),
    path("<ref:ref>/<ref:code>/file/<int:number>/", portal.file, name="file"),
]
