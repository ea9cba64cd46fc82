"""About me: what a person told us about themselves. One thing at a time."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.forms import StepUpCodeForm
from contributors.accounts.models import Organisation
from contributors.accounts.sign_in.decorators import constant_time
from contributors.accounts.step_up.decorators import step_up
from contributors.people import actions, forms, rules
from contributors.people.access_needs import actions as needs
from contributors.people.access_needs.queries import looks
from contributors.people.models import Person
from contributors.people.new_mailbox.actions import may_be_theirs
from contributors.people.new_mailbox.process import NewMailbox, is_new
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages import languages
from coproduce.foundation.pages.forms import ModelForm
from coproduce.foundation.pages.requests import PersonRequest

TOPICS: dict[str, tuple[type[ModelForm], LazyStr]] = {
    "name": (forms.MyNameForm, ""),
    "papers": (forms.MyPapersForm, gettext_lazy("How should papers come to you?")),
    "privacy": (forms.MyPrivacyForm, gettext_lazy("What may messages say?")),
}
CODE_STOPPED = gettext_lazy("That code has stopped working. Nothing was changed. Enter the email again.")


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """Everything about me on one page, each with its own way to change it."""
    person = request.person
    mine = list(person.access_needs.current())
    context = {
        "rows": _rows(person),
        "needs_count": len(mine),
        "review_due": any(rules.review_due(need, clock.today()) for need in mine),
        "connections": person.connections.select_related("organisation").order_by("pk"),
        "back_url": reverse("portal:home"),
    }
    return render(request, "people/my_details.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def change(request: PersonRequest, topic: str) -> HttpResponse:
    """Change one thing about me."""
    if topic not in TOPICS:
        raise Http404
    return _change(request, *TOPICS[topic])


@constant_time
@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@step_up
def change_reach(request: PersonRequest) -> HttpResponse:
    """Change how to reach me. An e-mail is a way in, so this asks first who it is."""
    waits = NewMailbox.resume(request)
    initial = waits.typed if waits and request.method == "GET" else None
    return _change(request, forms.MyReachForm, _("How can we reach you?"), initial=initial)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@step_up
def confirm_reach(request: PersonRequest) -> HttpResponse:
    """Type the code that came to the new mailbox; then, and only then, the change is made."""
    waits = NewMailbox.resume(request)
    if waits is None:
        messages.info(request, CODE_STOPPED)
        return redirect("my_details:reach")
    form = StepUpCodeForm(request.POST or None, code=waits.code)
    if form.is_valid():
        waits.abort()
        return _changed(request, Person.objects.get(pk=request.person.pk), waits.typed)
    if form.is_bound and not waits.record_invalid_attempt():
        messages.error(request, _("That was too many tries. Nothing was changed. Enter the email again."))
        return redirect("my_details:reach")
    context = {
        "form": form,
        "email": waits.state["email"],
        "heading": _("Check your email"),
        "back_url": reverse("my_details:reach"),
    }
    return render(request, "people/my_new_mailbox.html", context)


def _change(
    request: PersonRequest,
    form_class: type[ModelForm],
    heading: LazyStr,
    *,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    person = Person.objects.get(pk=request.person.pk)
    form = form_class(request.POST or None, instance=person, initial=initial)
    if form.is_valid():
        stored = Person.objects.get(pk=person.pk)  # the form has filled `person` with what was typed
        if not is_new(stored, form.cleaned_data):
            return _changed(request, stored, form.cleaned_data)
        if NewMailbox.start(request, form.cleaned_data):
            return redirect("my_details:confirm_reach")
        form.add_error(
            "email", _("That was too many tries in a short time. Wait a few minutes and try again.")
        )
    context = {"form": form, "heading": heading or form.fields[form.heading_field].label}
    context["back_url"] = reverse("my_details:overview")
    return render(request, "people/my_change.html", context)


def _changed(request: PersonRequest, person: Person, typed: dict[str, Any]) -> HttpResponse:
    if is_new(person, typed) and not may_be_theirs(typed["email"]):
        messages.info(request, CODE_STOPPED)
        return redirect("my_details:reach")
    person = actions.change_person(person, by=request.user, proved=True, **typed)
    if person.account is None or person.account != request.user:
        return _sign_in_again(request)
    update_session_auth_hash(request, person.account)  # a new e-mail ends every session but this one
    messages.success(request, _("Saved. Thank you."))
    return redirect("my_details:overview")


@require_POST
@permissions.contributor_required
@idempotent
def share(request: PersonRequest, ref: str) -> HttpResponse:
    """Let an organisation see how to reach me and what helps me."""
    organisation = permissions.get_visible_or_404(
        Organisation.objects.filter(connections__person=request.person), ref
    )
    actions.share(request.person.connections.get(organisation=organisation), by=request.user)
    messages.success(request, _("%(name)s can now see how to reach you.") % {"name": organisation.name})
    return redirect("my_details:overview")


@require_safe
@permissions.contributor_required
def my_needs(request: PersonRequest) -> HttpResponse:
    """What I need to take part, and who looked at it."""
    mine = list(request.person.access_needs.current())
    context = {
        "needs": mine,
        "papers_in": request.person.get_format_display(),
        "review_due": any(rules.review_due(need, clock.today()) for need in mine),
        "looks": looks(request.person),
        "back_url": reverse("my_details:overview"),
    }
    return render(request, "people/my_needs.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def add_need(request: PersonRequest) -> HttpResponse:
    """Tell us something that helps."""
    form = forms.NeedForm(request.POST or None)
    if form.is_valid():
        needs.add(request.person, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Thank you for telling us."))
        return redirect("my_details:needs")
    return _need_page(request, form, _("Add something that helps"))


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def change_need(request: PersonRequest, ref: str) -> HttpResponse:
    """Change the words, or who may see it."""
    need = permissions.get_visible_or_404(request.person.access_needs.current(), ref)
    form = forms.NeedForm(request.POST or None, instance=need)
    if form.is_valid():
        needs.change(need, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Thank you."))
        return redirect("my_details:needs")
    return _need_page(request, form, _("Change what helps"))


@require_POST
@permissions.contributor_required
@idempotent
def end_need(request: PersonRequest, ref: str) -> HttpResponse:
    """I no longer need this."""
    needs.end(permissions.get_visible_or_404(request.person.access_needs.all(), ref), by=request.user)
    messages.success(request, _("That has been taken off your list."))
    return redirect("my_details:needs")


@require_POST
@permissions.contributor_required
@idempotent
def confirm_needs(request: PersonRequest) -> HttpResponse:
    """Everything on the list is still right."""
    needs.confirm(request.person, by=request.user)
    messages.success(request, _("Thank you. We now know that your list is right."))
    return redirect("my_details:needs")


def _need_page(request: PersonRequest, form: forms.NeedForm, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back_url": reverse("my_details:needs")}
    return render(request, "people/my_change.html", context)


def _sign_in_again(request: PersonRequest) -> HttpResponse:
    """The e-mail is the way in: with another one, another account stands for the person."""
    logout(request)
    messages.success(request, _("Saved. Please sign in again with your new email."))
    return redirect("account_login")


def _rows(person: Person) -> list[dict[str, Any]]:
    reach = [capfirst(person.get_channel_display()), person.email, person.phone, person.address]
    papers = [capfirst(person.get_format_display()), languages.name_of(person.language)]
    discreet = _("Leave project names out") if person.discreet else _("Project names are fine")
    return [
        _row("name", _("Your name"), person.name),
        _row("reach", _("How to reach you"), "\n".join(filter(None, reach))),
        _row("papers", _("How papers come to you"), "\n".join(map(str, papers))),
        _row("quiet", _("When we may write to you or ring"), person.quiet_words),
        _row("privacy", _("In messages and calendars"), discreet),
    ]


def _row(topic: str, label: str, value: str) -> dict[str, Any]:
    pages = {"reach": "my_details:reach", "quiet": "my_details:quiet"}
    url = reverse(pages[topic]) if topic in pages else reverse("my_details:change", args=[topic])
    return {"label": label, "value": value, "url": url}
