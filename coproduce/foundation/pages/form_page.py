"""A page that is one form about a project, as staff see it in every app."""

from typing import TYPE_CHECKING, Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coproduce.foundation.pages.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from projects.team.models import Project


def form_page(
    request: AuthenticatedRequest,
    project: "Project",
    form: BaseForm,
    heading: str,
    *,
    back: str,
    ref: str = "",
    template: str = "layouts/form_page.html",
    **extra: Any,
) -> HttpResponse:
    """Draw a form under a heading, with the project's title above it.

    `back` names the page to go back to; it takes `ref`, or else the project's. `extra` goes to the template.
    """
    context = {
        "project": project,
        "form": form,
        "heading": heading,
        "caption": project.title,
        "layout": "layouts/staff.html",
        "back_url": reverse(back, args=[ref or project.ref]),
    }
    return render(request, template, context | extra)
