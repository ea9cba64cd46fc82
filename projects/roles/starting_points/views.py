"""The templates of an organisation: which there are, what each says."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import Organisation
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles.describing.queries import policy_on
from projects.roles.describing.rules import contents_of
from projects.roles.describing.views import Place, drop_row_page, row_page, topic_page
from projects.roles.models import RoleTemplate
from projects.roles.starting_points import actions, queries
from projects.roles.starting_points.forms import NameTemplateForm, NewTemplateForm


def _organisation(request: AuthenticatedRequest, ref: str) -> Organisation:
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("set_up"))
    return permissions.get_visible_or_404(mine, ref)


def _template(request: AuthenticatedRequest, ref: str) -> RoleTemplate:
    theirs = RoleTemplate.objects.filter(organisation__in=request.user.organisation_ids("set_up"))
    return permissions.get_visible_or_404(theirs.select_related("organisation"), ref)


def _place(request: AuthenticatedRequest, ref: str, *, pay: bool = False) -> Place:
    template, user = _template(request, ref), request.user
    return Place(
        words=template,
        title=template.title,
        caption=template.title,
        organisation_id=template.organisation_id,
        contents_url=reverse("roles:template", args=[ref]),
        topic_url=lambda slug: reverse("roles:template_topic", args=[ref, slug]),
        row_url=lambda part, key: reverse("roles:template_row", args=[ref, part, key]),
        drop_url=lambda part, key: reverse("roles:template_drop_row", args=[ref, part, key]),
        write=lambda words: actions.change_template(template, by=user, **words),
        save_row=lambda part, row, key: actions.save_row(template, part=part, row=row, key=key, by=user),
        drop_row=lambda part, key: actions.drop_row(template, part=part, key=key, by=user),
        policy=policy_on(template.organisation_id, None) if pay else None,
    )


@require_safe
@permissions.permission_required("set_up")
def templates(request: AuthenticatedRequest, organisation: str) -> HttpResponse:
    """Which templates an organisation has."""
    body = _organisation(request, organisation)
    context = {
        "organisation": body,
        "templates": body.role_templates.order_by("-in_use", "title", "id"),
        "back_url": reverse("set_up"),
    }
    return render(request, "roles/templates.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def add(request: AuthenticatedRequest, organisation: str) -> HttpResponse:
    """Add a template, as a copy or empty."""
    body = _organisation(request, organisation)
    form = NewTemplateForm(request.POST or None, templates=body.role_templates.order_by("title", "id"))
    added = submit(
        request,
        form,
        lambda: actions.add_template(
            body,
            title=form.cleaned_data["title"],
            words=queries.words_in(form.chosen) if form.chosen else {},
            by=request.user,
        ),
        done=_("The template is added."),
        field="title",
    )
    if added:
        return redirect("roles:template", added.result.ref)
    context = {
        "form": form,
        "heading": _("Add a template"),
        "caption": body.name,
        "back_url": reverse("roles:templates", args=[organisation]),
        "layout": "layouts/staff.html",
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.permission_required("set_up")
def template(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The contents of a template."""
    found = _template(request, ref)
    context = {
        "template": found,
        "contents": contents_of(found, lambda slug: reverse("roles:template_topic", args=[ref, slug])),
        "back_url": reverse("roles:templates", args=[found.organisation.ref]),
    }
    return render(request, "roles/template.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def name(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change the title of a template, or say that staff are not offered it."""
    found = _template(request, ref)
    form = NameTemplateForm(request.POST or None, initial={"title": found.title, "in_use": found.in_use})
    if submit(
        request,
        form,
        lambda: actions.change_template(found, by=request.user, **form.cleaned_data),
        done=_("Saved."),
        field="title",
    ):
        return redirect("roles:template", ref)
    context = {
        "form": form,
        "heading": _("Title and use"),
        "caption": found.title,
        "back_url": reverse("roles:template", args=[ref]),
        "layout": "layouts/staff.html",
    }
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def topic(request: AuthenticatedRequest, ref: str, slug: str) -> HttpResponse:
    """One topic of a template."""
    return topic_page(request, _place(request, ref, pay=slug == "pay"), slug)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def row(request: AuthenticatedRequest, ref: str, part: str, key: str) -> HttpResponse:
    """One row of a template."""
    return row_page(request, _place(request, ref, pay=part == "pay_rates"), part, key)


@require_POST
@permissions.permission_required("set_up")
@idempotent
def drop_row(request: AuthenticatedRequest, ref: str, part: str, key: str) -> HttpResponse:
    """Take a row out of a template."""
    return drop_row_page(request, _place(request, ref), part, key)
