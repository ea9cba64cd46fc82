"""Staff: an agreement to print, and filing it when it came back signed."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import PDF, download
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.uploads import files as uploads
from projects.roles import queries
from projects.roles.models import SignedPaper
from projects.roles.on_paper import actions
from projects.roles.on_paper.forms import FileSignedForm
from projects.roles.on_paper.rules import to_sign


@require_safe
@permissions.staff_required
def to_print(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give the role as it is offered, with a place to sign for both sides."""
    found = queries.assignment_for(request.user, ref, change=True)
    text = found.version.text_if_readable
    if text is None:
        raise Http404
    organisation = found.role.project.organisation
    document = to_sign(
        text,
        issuer=organisation.name,
        fingerprint=found.version.content_hash,
        help_phone=organisation.help_phone or settings.HELP_PHONE,
    )
    return download(document, PDF, name="agreement")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def file_signed(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """File the scan of a signed agreement."""
    found = queries.assignment_for(request.user, ref, change=True)
    first = {"number": found.version.number, "how": "post"}
    form = FileSignedForm(request.POST or None, request.FILES or None, initial=first)
    if submit(
        request,
        form,
        lambda: actions.file_signed(found, **form.told, said=form.said, by=request.user),
        done=_("The signed paper is filed."),
    ):
        return redirect("roles:assignment", ref)
    heading = _("File the signed paper of %(name)s") % {"name": found.person.name}
    return form_page(request, found.role.project, form, heading, back="roles:assignment", ref=ref)


@require_safe
@permissions.staff_required
def signed(request: AuthenticatedRequest, ref: str, paper: str) -> FileResponse:
    """Give the scan of a signed agreement, to who works on the project: it bears a signature."""
    found = queries.assignment_for(request.user, ref, change=True)
    papers = SignedPaper.objects.filter(assignment=found)
    return uploads.serve(permissions.get_visible_or_404(papers, paper))
