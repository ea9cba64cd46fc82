"""`/components/`: every component in every state. Only the demo and the tests have this page.

Each template in templates/components_gallery/ shows the components of one topic. People who write pages
look here, and the tests of accessibility and the pictures read the same page.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coproduce.foundation.documents import description as documents
from coproduce.foundation.fields import LineField
from coproduce.foundation.pages.forms import FilterForm

PAGE = "components_gallery/index.html"
TOPICS = [
    ("page", "Page", "components_gallery/page.html"),
    ("text", "Text", "components_gallery/text.html"),
    ("lists", "Lists", "components_gallery/lists.html"),
    ("tables", "Tables and facts", "components_gallery/tables.html"),
    ("pictures", "Pictures", "components_gallery/pictures.html"),
    ("actions", "Actions", "components_gallery/actions.html"),
    ("search", "Search and filter", "components_gallery/search.html"),
]
STATES = ("agreed", "started", "theirs", "ours", "waiting")
COLOURS = ("grey", "green", "aqua-green", "blue", "purple", "pink", "red", "orange", "yellow", "white")
STEPS = ("Scope", "Resources", "Role descriptions", "Level playing field", "Value difference")
LABELS = ("Agreed by both sides", "Started", "Waiting for them", "Waiting for us", "Not started")
PIECES = [
    SimpleNamespace(text="We pay "),
    SimpleNamespace(text="£150", is_gone=True),
    SimpleNamespace(text="£120", is_new=True),
    SimpleNamespace(text=" for each meeting."),
]
DOCUMENT = documents.Document(
    title="How we pay you",
    issuer="Better Breathing",
    parts=(
        documents.Heading("What we pay"),
        documents.Facts((("Paid on", "Friday 14 May 2027"), ("Paid to", "Siân O'Neil\n1 High Street"))),
        documents.Paragraph("Ask us\nif you do not understand it."),
        documents.Notes(("Keep your receipts.", "Send them within 90 days.")),
        documents.Table(("What", "How much"), (("Train", "£34.50"), ("Fee", "£75.00")), numeric=(1,)),
    ),
)


class Broken(forms.Form):
    """A form that was sent with nothing in it."""

    name = forms.CharField(label="What is your name?", error_messages={"required": "Enter your name"})


class Narrowed(FilterForm):
    """The filters of a list."""

    q = LineField(label="Name or project", required=False, max_length=100, width=20)
    status = forms.ChoiceField(
        label="Where it stands", required=False, choices=[("", "All"), ("sent", "Sent")]
    )


def a_page() -> dict[str, Any]:
    """Return a page of a list that is narrowed, goes on both ways, and can be taken away."""
    return {
        "total_label": "more than 1,000",
        "next_url": "?after=x",
        "previous_url": "?before=y",
        "form": Narrowed({"q": "leeds"}),
        "filtered": True,
        "clear_url": "?",
        "sheet_url": "?as=spreadsheet",
        "kept": [("q", "leeds")],
    }


def samples() -> dict[str, Any]:
    """Return what the examples show: made-up data in the form that views prepare."""
    return {
        "topics": TOPICS,
        "pieces": PIECES,
        "invalid": Broken({}),
        "document": DOCUMENT,
        "colours": COLOURS,
        "steps": [
            {"number": place, "title": title, "url": f"#{place}", "state": state, "label": label}
            for place, (title, state, label) in enumerate(zip(STEPS, STATES, LABELS, strict=True), 1)
        ],
        "stages": STAGES,
        "owed": OWED,
        "done": DONE,
        "summary": SUMMARY,
        "bars": BARS,
        "claims": [
            {"ref": f"C-104{place}", "when": "14 May 2027", "pence": "£34.50", "late": place == 2}
            for place in range(1, 4)
        ],
        "page": a_page(),
        "refs": ["4", "6"],
        "chosen": {"gone": ["7"], "beyond": 220},
        "actions": ACTIONS,
        "shown": {"open": "Open", "late": "Late"},
        **_trend(),
        "plan": _plan(),
        "levels": _levels(),
    }


STAGES = [
    {"words": "Sent", "done": True},
    {"words": "Approved", "now": True},
    {"words": "Paid"},
]
LAST_MAY = dt.datetime(2027, 5, 14, 12, tzinfo=dt.UTC)
DONE = [
    {"at": LAST_MAY, "words": "approved", "by": "Grace Mensah", "why": "It was agreed before"},
    {"at": LAST_MAY, "words": "sent"},
]
SUMMARY = [
    {"label": "Name", "value": "Siân O'Neil", "url": "#name"},
    {"label": "Address", "value": "1 High Street\nLeeds"},
]
BARS = [
    {"label": "Planning", "value": 1250, "text": "£12.50"},
    {"label": "Meeting in Leeds", "value": 5000, "text": "£50.00"},
    {"label": "Nothing yet", "value": 0, "text": "£0.00"},
]
ACTIONS = [
    {"label": "Approve", "url": "#ok", "post": True},
    {"label": "Send back", "url": "#back", "kind": "secondary"},
    {"label": "Stop the payment", "url": "#stop", "kind": "warning", "post": True},
]
OWED = [
    {"title": "Pay your claim of £34.50", "url": "#a", "due": "by Friday 14 May 2027", "state": "overdue"},
    {"title": "Send you the papers", "url": "#b", "due": "today", "state": "today", "detail": "For 3 June"},
    {"title": "Tell you what changed", "due": "by 1 June 2027", "state": "soon", "moved_from": "20 May"},
    {"title": "Ask you how it went", "due": "by 1 July 2027"},
]


def _levels() -> dict[str, Any]:
    ticks = [{"x": x, "y": 34, "planned": x == 234, "achieved": x == 160} for x in (12, 86, 160, 234, 308)]
    words = "Planned: Co-design. Achieved: Engage."
    line = {"label": "Design", "label_y": 18, "y": 34, "words_y": 54, "words": words, "ticks": ticks}
    return {"view_box": "0 0 320 74", "left": 12, "right": 308, "lines": [line]}


def _trend() -> dict[str, Any]:
    drawn = [
        SimpleNamespace(period=SimpleNamespace(label="Spring 2027"), words="2 of 5"),
        SimpleNamespace(period=SimpleNamespace(label="Summer 2027"), words="4 of 5"),
    ]
    picture = {
        "view_box": "0 0 340 200",
        "left": 40,
        "right": 330,
        "line": "80,140 290,60",
        "scale": [{"x": 34, "y": 180, "text": "0"}, {"x": 34, "y": 40, "text": "5"}],
        "dots": [{"x": 80, "y": 140, "text": "2"}, {"x": 290, "y": 60, "text": "4"}],
        "labels": [{"x": 80, "y": 196, "text": "Spring"}, {"x": 290, "y": 196, "text": "Summer"}],
    }
    return {"picture": picture, "drawn": drawn, "measure": {"title": "Papers sent in time"}}


def _plan() -> dict[str, Any]:
    strips = [
        {"label": "Workshop", "when": "14 May 2027", "colour": "activity", "x": "300", "width": "14"},
        {
            "label": "Partner: 3 people",
            "when": "1 May – 30 June 2027",
            "colour": "role",
            "x": "250",
            "width": "300",
        },
        {
            "label": "Letters agreed",
            "when": "1 May 2027",
            "colour": "milestone",
            "x": "250",
            "width": "14",
            "late": True,
        },
        {
            "label": "Began",
            "when": "2 April 2027",
            "colour": "milestone",
            "x": "9",
            "width": "14",
            "done": True,
        },
    ]
    first, last = dt.date(2027, 4, 1), dt.date(2027, 12, 31)
    return {"first": first, "last": last, "strips": strips, "today": "400", "months": ["110", "220"]}


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component. Routed in the demo and in tests only."""
    return render(request, PAGE, samples())
