"""Everyone: a draw, what was published before it, and the program that makes it again."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coproduce.foundation.pages.public import public_page
from projects.selection.drawing import queries
from projects.selection.drawing.models import Draw
from projects.selection.drawing.rules import check_draw
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.queries import public_opportunity


@require_safe
@public_page
def draw(request: HttpRequest, ref: str) -> HttpResponse:
    """The list, the numbers, what came out, and how to make it again."""
    opportunity, found = _published(ref)
    listed = found.document
    context = {
        "opportunity": opportunity,
        "organisation": opportunity.organisation,
        "draw": found,
        "listed": listed,
        "bands": list(enumerate(listed["bands"], 1)),
        "n": sum(len(band) for band in listed["bands"]),
        "chances": _chances(listed),
        "result": found.result,
        "heading": _("The draw"),
        "description": opportunity.title,
        "no_index": True,
        "back_url": reverse("opportunities:detail", args=[ref]),
    }
    return render(request, "selection/public_draw.html", context)


def _chances(listed: dict[str, list[list[str]]]) -> list[tuple[str, int]]:
    """Return (code, on how many tickets); nothing where everyone has the same chance."""
    if not listed["lottery"]:
        return []
    counts = {code: 0 for band in listed["bands"] for code in band}
    for ticket in listed["lottery"]:
        for code in ticket:
            counts[code] += 1
    return sorted(counts.items())


@require_safe
@public_page
def document(request: HttpRequest, ref: str) -> HttpResponse:
    """All that was published, as a file that the program reads."""
    _opportunity, found = _published(ref)
    answer = JsonResponse(found.published, json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="draw.json"'
    return answer


@require_safe
@public_page
def program(request: HttpRequest) -> HttpResponse:
    """The program that makes a draw again: the same file that draws here."""
    text = Path(check_draw.__file__).read_text(encoding="utf-8")
    answer = HttpResponse(text, content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="check_draw.py"'
    return answer


def _published(ref: str) -> tuple[Opportunity, Draw]:
    opportunity = public_opportunity(ref)
    found = queries.draw_of(opportunity)
    if found is None:
        raise Http404
    return opportunity, found
