"""Every address. An app owns the addresses below its own line."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter

from coproduce import callback_request, gallery, health, portal, security_txt, set_up, staff, statements
from coproduce.foundation.notifications.demo import postbox
from coproduce.foundation.refs import RefConverter
from coproduce.foundation.undo import views as undo
from coproduce.search import views as search
from coproduce.unsent import views as unsent

register_converter(RefConverter, "ref")

staff_urls = (
    [path("", staff.home, name="home"), path("search/", search.everything, name="search")],
    "staff",
)
portal_urls = (
    [path("", portal.home, name="home"), path("money/", portal.money, name="money")],
    "portal",
)
handler500 = "coproduce.unsent.failures.server_error"

urlpatterns = [
    path("", staff.front_door, name="home"),
    path("staff/", include(staff_urls)),
    path("set-up/", set_up.set_up, name="set_up"),
    path("my/", include(portal_urls)),
    path("my/promises/", include("coproduce.foundation.promises.portal_urls")),
    path("messages/", include("coproduce.foundation.notifications.urls")),
    path("promises/", include("coproduce.foundation.promises.urls")),
    path("undo/<ref:ref>/", undo.undo, name="undo"),
    path("typed/", unsent.kept_forms, name="kept_forms"),
    path("typed/throw-away/", unsent.throw_away, name="throw_away_kept_forms"),
    path("help/call-me/", callback_request.request_callback, name="call_me"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path(security_txt.PATH, security_txt.security_txt, name="security_txt"),
    path("", include("coproduce.rights.urls")),
    path("my/data/", include("coproduce.rights.portal_urls")),
    path("", include("contributors.urls")),
    path("", include("projects.urls")),
    path("", include("expenses.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/", admin.site.urls),
]

if settings.DEMO or settings.TESTING:
    urlpatterns.insert(0, path("components/", gallery.components, name="components"))
if settings.DEMO:
    urlpatterns.insert(0, path("notifications/postbox/", postbox, name="postbox"))
