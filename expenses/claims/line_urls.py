from django.urls import path

from expenses.claims import line_pages

app_name = "my_lines"
urlpatterns = [
    path("add/", line_pages.choose, name="choose"),
    path("add/<slug:category>/", line_pages.add, name="add"),
    path("<ref:line_ref>/", line_pages.change, name="change"),
    path("<ref:line_ref>/remove/", line_pages.remove, name="remove"),
    path("<ref:line_ref>/receipt/", line_pages.add_receipt, name="add_receipt"),
]
