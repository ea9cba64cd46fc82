"""Staff: certificates and references that people asked for."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.people.on_behalf.queries import scripts
from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import download
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries as roles
from projects.roles.documents.queries import choices_for
from projects.roles.documents.states import FILES
from projects.roles.farewell import actions, queries
from projects.roles.farewell.forms import RecordLetterForm, ResultForm
from projects.roles.farewell.states import LetterState
from projects.roles.models import RoleLetter


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def letter(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Read what a certificate says, and sign it off."""
    found = queries.letter_for(request.user, ref)
    sent = request.POST if request.method == "POST" else None
    form, sign, done = _to_sign(found, sent, request)
    if submit(request, form, sign, done=done):
        return redirect("roles:letter", ref)
    person = found.assignment.person
    document = queries.document_of(found)
    return form_page(
        request,
        found.assignment.role.project,
        form,
        document.title,
        back="roles:assignment",
        ref=found.assignment.ref,
        template="roles/letter.html",
        letter=found,
        document=document,
        promise=queries.promise_of(found),
        may_sign=found.status == LetterState.ASKED,
        files=[one for one in choices_for(person).kinds if one in FILES],
        wanted=person.get_format_display(),
    )


def _to_sign(found: RoleLetter, sent: Any, request: AuthenticatedRequest) -> tuple[BaseForm, Any, str]:
    """Return the form that ends a wish, what it does, and what is said then."""
    if found.is_result:
        form = ResultForm(sent)
        done = _("Thank you. It is recorded that they were told, or will be.")
        return form, lambda: actions.tell_result(found, **form.cleaned_data, by=request.user), done
    done = _("It is signed off. They are told where it is.")
    plain = Form(sent, submit_label=_("Sign it off, and tell them"))
    return plain, lambda: actions.sign(found, by=request.user), done


@require_safe
@permissions.staff_required
def letter_file(request: AuthenticatedRequest, ref: str, kind: str) -> HttpResponse:
    """Give a certificate that is signed off, to print or to send."""
    found = queries.letter_for(request.user, ref)
    if not found.signed_at or kind not in FILES:
        raise Http404
    return download(queries.document_of(found), FILES[kind], name=_("certificate-%(ref)s") % {"ref": ref})


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def record_letter(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that somebody asked for a certificate by phone, by post or in person."""
    found = roles.assignment_for(request.user, ref, change=True)
    if found.status not in queries.MAY_ASK:
        raise Http404
    form = RecordLetterForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_wish(found, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("roles:assignment", ref)
    heading = _("They ask for a certificate or a reference")
    return form_page(request, found.role.project, form, heading, back="roles:assignment", ref=ref,
                     scripts=scripts(found.person, [found]))  # fmt: skip
