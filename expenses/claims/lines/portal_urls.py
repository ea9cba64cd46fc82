from django.urls import path

from expenses.claims.lines import portal

app_name = "my_lines"
urlpatterns = [
    path("add/", portal.choose, name="choose"),
    path("add/<slug:category>/", portal.add, name="add"),
    path("<ref:line_ref>/", portal.change, name="change"),
    path("<ref:line_ref>/remove/", portal.remove, name="remove"),
    path("<ref:line_ref>/receipt/", portal.add_receipt, name="add_receipt"),
]
