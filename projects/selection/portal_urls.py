from django.urls import path

from projects.selection.drawing import portal as drawing
from projects.selection.opportunities import portal

app_name = "opportunities"
urlpatterns = [
    path("opportunities/", portal.list_open, name="list"),
    path("opportunities/feed/", portal.feed, name="feed"),
    path("opportunities/from/<ref:organisation>/", portal.of_body, name="of_body"),
    path("opportunities/from/<ref:organisation>/feed/", portal.feed_of_body, name="feed_of_body"),
    path("opportunities/check-draw.py", drawing.program, name="check_draw"),
    path("opportunities/<ref:ref>/draw/", drawing.draw, name="draw"),
    path("opportunities/<ref:ref>/draw.json", drawing.document, name="draw_document"),
    path("opportunities/<ref:ref>/", portal.detail, name="detail"),
    path("opportunities/<ref:ref>/picture.png", portal.picture, name="picture"),
    path("sitemap.xml", portal.sitemap, name="sitemap"),
    path("robots.txt", portal.robots, name="robots"),
]
