"""What was recorded for me, and saying that it is wrong."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.people.on_behalf import actions
from contributors.people.on_behalf.forms import WrongForm
from contributors.people.on_behalf.lists import MY_RECORDS
from contributors.people.on_behalf.models import Objection, OnBehalf
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """Everything staff recorded for me."""
    rows = OnBehalf.objects.visible_to_member(request.person).select_related("recorded_by", "objection")
    return lists.answer(
        request,
        MY_RECORDS,
        rows,
        key="-id",
        template="people/on_behalf/my_list.html",
        context={"back_url": reverse("my_details:overview")},
    )


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One of them; I may say that it is wrong."""
    mine = OnBehalf.objects.visible_to_member(request.person).select_related("recorded_by")
    entry = permissions.get_visible_or_404(mine, ref)
    objection = Objection.objects.filter(entry=entry).first()
    form = WrongForm(request.POST or None)
    said = submit(
        request,
        form,
        lambda: actions.say_wrong(entry, words=form.cleaned_data["words"], by=request.user),
        done=_("Thank you. We will put it right within 7 days."),
    )
    if said:
        return redirect("my_records:objection", said.result.ref)
    context = {
        "entry": entry,
        "objection": objection,
        "form": form,
        "back_url": reverse("my_records:overview"),
    }
    return render(request, "people/on_behalf/my_detail.html", context)


@require_safe
@permissions.contributor_required
def objection(request: PersonRequest, ref: str) -> HttpResponse:
    """What I said is wrong, and what was done about it."""
    found = permissions.get_visible_or_404(
        Objection.objects.filter(entry__person=request.person).select_related("entry__recorded_by"), ref
    )
    context = {"entry": found.entry, "objection": found, "back_url": reverse("my_records:overview")}
    return render(request, "people/on_behalf/my_detail.html", context)
