"""Staff: a version of a role as a file, a letter, or a page to print."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import download, file_response
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.roles import queries
from projects.roles.documents.queries import document_of, letter_of, version_for
from projects.roles.documents.states import FILES, LETTERS, Kind
from projects.roles.models import RoleVersion


@require_safe
@permissions.staff_required
def of_version(request: AuthenticatedRequest, ref: str, number: int, kind: str) -> HttpResponse:
    """A version of a role, with everybody who agreed to it."""
    role = queries.role_for(request.user, ref)
    seen = RoleVersion.objects.select_related("role__project__organisation", "contact", "backup")
    version = get_object_or_404(seen, role=role, number=number)
    back_url = reverse("roles:preview", args=[ref, number])
    return answer(request, version, kind, layout="layouts/staff.html", back_url=back_url)


@require_safe
@permissions.staff_required
def of_person(request: AuthenticatedRequest, ref: str, number: int, kind: str) -> HttpResponse:
    """A version for one person, to send to them. It bears their address, so it is for who works with them."""
    found = queries.assignment_for(request.user, ref, change=True)
    return answer(
        request,
        version_for(found, number),
        kind,
        person=found.person,
        layout="layouts/staff.html",
        back_url=reverse("roles:assignment", args=[ref]),
    )


def answer(
    request: AuthenticatedRequest,
    version: RoleVersion,
    kind: str,
    *,
    person: Person | None = None,
    layout: str,
    back_url: str,
) -> HttpResponse:
    """Answer with a version of a role in the way that was asked for. Raises Http404 for an unknown one."""
    name = _("role-%(ref)s-version-%(number)s") % {"ref": version.role.ref, "number": version.number}
    if kind in FILES:
        return download(document_of(version, person), FILES[kind], name=f"{name}-{kind}")
    if kind in LETTERS:
        wanted = LETTERS[kind]
        content = wanted.make(letter_of(version, person=person, large=wanted.large))
        return file_response(content, wanted.form.content_type, f"{name}-{kind}.{wanted.form.ending}")
    if kind != Kind.PAGE:
        raise Http404
    document = document_of(version, person)
    context = {"document": document, "layout": layout, "back_url": back_url, "role": version.role}
    return render(request, "roles/to_print.html", context)
