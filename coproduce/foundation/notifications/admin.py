import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import transitions
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.notifications import actions, kinds
from coproduce.foundation.notifications.models import Notification, NotificationText
from coproduce.foundation.pages.administration import ForAdministrators, ReadOnly
from coproduce.foundation.pages.requests import user_of

ALWAYS = ["name", "site_name", "site_url", "help_phone", "help_email"]


def house_words(kind: str) -> str:
    """Return the standard text of a kind of message, as its template stands."""
    found: Any = get_template(f"notifications/{kind}.body.txt")  # of Django's own engine
    return found.template.source.strip()


def placeholders(kind: str) -> list[str]:
    """Return what may stand in {brackets} in a text: what the standard text uses, and what all may use."""
    used = re.findall(r"\{\{\s*(\w+)", house_words(kind))
    return sorted({*ALWAYS, *used})


@admin.register(Notification)
class MessageAdmin(ReadOnly):
    """The outbox. What needs a person can be sent again; nothing can be rewritten."""

    list_display = ["made_at", "kind", "recipient", "channel", "state", "attempts", "sent_at", "note"]
    list_filter = ["state", "channel", "kind"]
    list_select_related = ["recipient"]
    search_fields = ["ref", "recipient__name"]
    exclude = ["sealed", "params", "dedupe_key", "address"]
    sortable_by = ["made_at", "sent_at", "attempts"]
    personal = True
    actions = ["send_again"]

    @admin.action(description=_("Send again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        sent = 0
        for message in queryset:
            try:
                actions.retry(message, by=user_of(request))
            except transitions.TransitionRefused as refused:
                self.message_user(request, f"{message.ref}: {refused}", messages.WARNING)
            else:
                sent += 1
        if sent:
            self.message_user(request, _("Messages being sent again: %(count)s.") % {"count": sent})


class MessageTextForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label=_("kind"), choices=lambda: [(kind.key, kind.says) for kind in kinds.registered()]
    )

    class Meta:
        model = NotificationText
        fields = ["organisation", "kind", "language", "subject", "body"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if kind := cleaned.get("kind"):
            known = placeholders(kind)
            for field in ("subject", "body"):
                unknown = set(re.findall(r"\{(\w+)\}", cleaned.get(field) or "")) - set(known)
                if unknown:
                    words = _("There is no {%(unknown)s} in this text. You can use: %(known)s.")
                    values = {
                        "unknown": sorted(unknown)[0],
                        "known": ", ".join(f"{{{name}}}" for name in known),
                    }
                    self.add_error(field, words % values)
        return cleaned


@admin.register(NotificationText)
class MessageTextAdmin(ForAdministrators):
    """An organisation's own words for a kind of message."""

    form = MessageTextForm
    list_display = ["organisation", "kind", "language", "subject"]
    list_filter = ["kind", "language"]
    sortable_by = ["kind"]
    list_select_related = ["organisation"]
    readonly_fields = ["can_be_used", "standard_words"]

    @admin.display(description=_("You can use"))
    def can_be_used(self, text: NotificationText) -> str:
        names = placeholders(text.kind) if text.kind else ALWAYS
        return ", ".join(f"{{{name}}}" for name in names)

    @admin.display(description=_("The usual words"))
    def standard_words(self, text: NotificationText) -> LazyStr:
        return house_words(text.kind) if text.kind else _("Save first, and they will appear here.")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)
