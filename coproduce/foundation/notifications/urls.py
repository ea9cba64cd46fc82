from django.urls import path

from coproduce.foundation.notifications import views
from coproduce.foundation.notifications.by_hand import views as by_hand

app_name = "notifications"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("retry-all/", views.retry_all, name="retry_all"),
    path("by-hand/", by_hand.to_do, name="by_hand"),
    path("by-hand/posted/", by_hand.mark_chosen, name="mark_chosen"),
    path("by-hand/letters.pdf", by_hand.print_letters, name="print_letters"),
    path("<ref:ref>/letter.pdf", by_hand.letter, name="letter"),
    path("<ref:ref>/call/", by_hand.call, name="call"),
    path("<ref:ref>/", views.detail, name="detail"),
    path("<ref:ref>/retry/", views.retry, name="retry"),
    path("<ref:ref>/done/", views.done_by_hand, name="done"),
]
