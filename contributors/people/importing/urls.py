from django.urls import path

from contributors.people.importing import views
from contributors.people.taking_out import views as taking_out

urlpatterns = [
    path("import/", views.imports, name="imports"),
    path("import/send/", views.send, name="import_send"),
    path("import/sample/<slug:kind>/", taking_out.sample, name="import_sample"),
    path("import/take-out/<slug:kind>/<ref:organisation>/", taking_out.export, name="export"),
    path(
        "import/take-out/<slug:kind>/<ref:organisation>/sheet/",
        taking_out.export_sheet,
        name="export_sheet",
    ),
    path("import/<ref:ref>/", views.detail, name="import_detail"),
    path("import/<ref:ref>/columns/", views.columns, name="import_columns"),
    path("import/<ref:ref>/row/<ref:row>/", views.row, name="import_row"),
    path("import/<ref:ref>/answers/", views.answer_all, name="import_answer_all"),
    path("import/<ref:ref>/bring-in/", views.bring_in, name="import_bring_in"),
    path("import/<ref:ref>/stop/", views.stop, name="import_stop"),
    path("import/<ref:ref>/undo/", views.undo, name="import_undo"),
    path("import/<ref:ref>/tell/", views.tell, name="import_tell"),
]
