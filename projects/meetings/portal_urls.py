from django.urls import path

from projects.meetings import feed_views, glossary_views, how_it_went_views, portal, talk_views

app_name = "my_meetings"
urlpatterns = [
    path("", portal.list_meetings, name="list"),
    path("in-my-calendar/", feed_views.overview, name="my_calendar"),
    path("in-my-calendar/new/", feed_views.make, name="make_feed"),
    path("in-my-calendar/stop/", feed_views.stop, name="stop_feed"),
    path("<ref:ref>/", portal.detail, name="detail"),
    path("<ref:ref>/answer/", portal.respond, name="respond"),
    path("<ref:ref>/calendar.ics", portal.calendar, name="calendar"),
    path("<ref:ref>/how-it-was/<slug:line>/", how_it_went_views.dispute, name="say_how_it_was"),
    path("<ref:ref>/how-it-was/", how_it_went_views.confirm, name="confirm_how_it_was"),
    path("<ref:ref>/why-not/", how_it_went_views.why_not, name="why_not"),
    path("how-it-was/<ref:ref>/", how_it_went_views.my_dispute, name="dispute"),
    path("words/of/<ref:ref>/", glossary_views.my_words, name="words"),
    path("words/of/<ref:ref>/ask/", glossary_views.ask, name="ask_word"),
    path("words/<ref:ref>/", glossary_views.my_word, name="word"),
    path("talks-before/<ref:ref>/", talk_views.my_talk, name="talk"),
    path("arranged/<ref:ref>/", portal.arrangement, name="arrangement"),
    path("<ref:ref>/papers/<ref:paper_ref>/", portal.paper, name="paper"),
]
