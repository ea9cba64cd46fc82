"""Staff arrange somebody to help a person without an account, within the same limits; change it, end it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.accounts.sign_in.decorators import constant_time
from contributors.people.models import Person
from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.queries import organisation_to_record_in
from contributors.people.on_behalf.views import record_page, whom
from contributors.people.supporters import actions
from contributors.people.supporters.forms import MAY, RecordAskForm, RecordMayForm
from contributors.people.supporters.models import Supporter
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit


@constant_time
@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def arrange(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask somebody, in the name of a person without an account, to help them."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    organisation_id = organisation_to_record_in(person, request.user)
    if organisation_id is None or person.account_id is not None:
        raise PermissionDenied
    form = RecordAskForm(request.POST or None)

    def ask() -> object:
        typed = {name: form.cleaned_data[name] for name in ("name", "email")}
        return actions.arrange(
            person,
            **typed,
            **form.allowed(),
            organisation_id=organisation_id,
            said=form.said,
            by=request.user,
        )

    if submit(
        request, form, ask, done=_("We have written to them. They cannot do anything until they agree.")
    ):
        return redirect("people:detail", ref)
    context = {
        "form": form,
        "heading": _("Arrange someone to help them"),
        "caption": person.name,
        "layout": "layouts/staff.html",
        "back_url": reverse("people:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def change(request: AuthenticatedRequest, ref: str, helper: str) -> HttpResponse:
    """Record that a person without an account changed what somebody may do for them."""
    person, organisation_id = whom(request, ref)
    if person.account_id is not None:
        raise PermissionDenied
    supporter = permissions.get_visible_or_404(Supporter.objects.open().filter(person=person), helper)
    ticked = [what for what, _words in MAY if supporter.may(what)]
    form = RecordMayForm(request.POST or None, initial={"may": ticked})
    return record_page(
        request,
        person,
        form,
        lambda: actions.record_change(
            supporter, **form.allowed(), organisation_id=organisation_id, said=form.said, by=request.user
        ),
        _("Record what %(name)s may do") % {"name": supporter.name},
        back_url=reverse("people:detail", args=[ref]),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def end(request: AuthenticatedRequest, ref: str, helper: str) -> HttpResponse:
    """Record that a person does not want somebody's help any more. It ends at once."""
    person, organisation_id = whom(request, ref)
    supporter = permissions.get_visible_or_404(Supporter.objects.open().filter(person=person), helper)
    form = OnBehalfForm(request.POST or None)
    return record_page(
        request,
        person,
        form,
        lambda: actions.record_end(
            supporter, organisation_id=organisation_id, said=form.said, by=request.user
        ),
        _("Record that %(name)s stops helping") % {"name": supporter.name},
        back_url=reverse("people:detail", args=[ref]),
        lead=_("It ends as soon as you save this. What they wrote down before stays."),
    )
