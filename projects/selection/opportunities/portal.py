"""Everyone: what people can put themselves forward for, without an account. Read by strangers alone."""

import datetime as dt
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contributors.accounts.models import Organisation
from coproduce.foundation.documents import share_picture
from coproduce.foundation.lists import filters
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.lists.registry import ListOf
from coproduce.foundation.pages.presenters import uk_when
from coproduce.foundation.pages.public import public_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.selection.criteria.queries import criteria_of, plan_of
from projects.selection.criteria.rules import POINTS
from projects.selection.drawing.queries import draw_of, rule_of
from projects.selection.opportunities import queries
from projects.selection.opportunities.lists import PUBLIC, PUBLIC_OF_BODY

FEED_SIZE = 50
DESCRIPTION = 200
NOTHING_YET = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class Feed(Atom1Feed):
    """A feed that is the same each time it is read: an empty one is as old as can be, not of this moment."""

    def latest_post_date(self) -> dt.datetime:
        """Return when the newest entry was put in."""
        return super().latest_post_date() if self.items else NOTHING_YET


def absolute(path: str) -> str:
    """Return an address of ours as others follow it."""
    return settings.SITE_URL.rstrip("/") + path


@require_safe
@public_page
def list_open(request: HttpRequest) -> HttpResponse:
    """All that is open now, what closes soonest first."""
    return _list(request, PUBLIC, None)


@require_safe
@public_page
def of_body(request: HttpRequest, organisation: str) -> HttpResponse:
    """What is open in one organisation."""
    return _list(request, PUBLIC_OF_BODY, queries.public_body(organisation))


def _list(request: HttpRequest, which: ListOf, body: Organisation | None) -> HttpResponse:
    path = reverse(which.url, args=[body.ref] if body else [])
    feed = reverse("opportunities:feed_of_body", args=[body.ref]) if body else reverse("opportunities:feed")
    kept = lists.kept_query(request.GET, *lists.PLACES)
    context = {
        "organisation": body,
        "heading": _("Take part: %(body)s") % {"body": body.name} if body else _("Take part"),
        "description": _(
            "Work on health and care together with the people who run it. See what is open now."
        ),
        "page_url": absolute(path),
        "feed_url": absolute(f"{feed}?{kept}" if kept else feed),
    }
    return lists.answer(
        cast(AuthenticatedRequest, request),  # a list for everyone asks nothing of who reads it
        which,
        queries.open_now(body),
        key="closes_at",
        template="selection/public_list.html",
        context=context,
    )


@require_safe
@public_page
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    """One opportunity, also after it has closed: then it says so."""
    row = queries.public_opportunity(ref)
    context = {
        "opportunity": row,
        "organisation": row.organisation,
        "is_taking": row.is_taking(),
        "rule": rule_of(row),
        "draw": draw_of(row),
        "parts": queries.parts_of_role(row),
        "criteria": criteria_of(row),
        "plan": plan_of(row),
        "points": POINTS.items(),
        "heading": row.title,
        "description": row.summary[:DESCRIPTION],
        "page_url": absolute(request.path),
        "picture_url": absolute(reverse("opportunities:picture", args=[ref])),
        "no_index": not row.is_taking(),
        "back_url": reverse("opportunities:list"),
        "back_label": _("All opportunities"),
    }
    return render(request, "selection/public_detail.html", context)


@require_safe
@public_page
def picture(request: HttpRequest, ref: str) -> HttpResponse:
    """The picture of an opportunity where somebody shares its address."""
    row = queries.public_opportunity(ref)
    below = _("Closes %(when)s") % {"when": uk_when(row.closes_at)} if row.is_taking() else _("Closed")
    drawn = share_picture.draw(row.title, row.organisation.name, below)
    return HttpResponse(drawn, content_type="image/png")


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """What opened last, for programs that read news. Narrowed as the list is."""
    return _feed(request, PUBLIC, None)


@require_safe
@public_page
def feed_of_body(request: HttpRequest, organisation: str) -> HttpResponse:
    """What opened last in one organisation."""
    return _feed(request, PUBLIC_OF_BODY, queries.public_body(organisation))


def _feed(request: HttpRequest, which: ListOf, body: Organisation | None) -> HttpResponse:
    form = filters.form_of(which.filters, request.GET)
    rows = filters.narrowed(queries.open_now(body), which.filters, form).order_by("-opens_at", "-id")
    written: Any = Feed(
        title=body.name if body else settings.SITE_NAME,
        link=absolute(reverse(which.url, args=[body.ref] if body else [])),
        description=_("Opportunities to take part"),
        feed_url=absolute(request.path),
        language=settings.LANGUAGE_CODE,
    )
    for row in rows[:FEED_SIZE]:
        written.add_item(
            title=row.title,
            link=absolute(reverse("opportunities:detail", args=[row.ref])),
            description=row.summary,
            author_name=row.organisation.name,
            pubdate=row.opens_at,
            updateddate=row.opens_at,
        )
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every open opportunity, for search engines."""
    rows = queries.for_search_engines()
    context = {
        "pages": [
            (absolute(reverse("opportunities:detail", args=[ref])), opened.isoformat())
            for ref, opened in rows
        ],
        "list_url": absolute(reverse("opportunities:list")),
    }
    text = render_to_string("selection/sitemap.xml", context)
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read what is for everyone, and nothing else."""
    lines = [
        "User-agent: *",
        f"Allow: {reverse('opportunities:list')}",
        f"Allow: {reverse('opportunities:sitemap')}",
        "Allow: /static/",
        "Disallow: /",
        f"Sitemap: {absolute(reverse('opportunities:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
