from django.urls import path

from coproduce.foundation.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("retry-all/", views.retry_all, name="retry_all"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/retry/", views.retry, name="retry"),
    path("<ref:ref>/done/", views.done_by_hand, name="done"),
]
