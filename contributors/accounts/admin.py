"""Organisations, accounts and staff roles."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from contributors.accounts import actions
from contributors.accounts.administration.queries import (
    accounts_in_view,
    may_act_on,
    people_in_view,
    roles_in_view,
)
from contributors.accounts.models import Organisation, StaffRole, User, normal_email
from contributors.accounts.roles import SENTENCES, Role
from coproduce.foundation.history import actions as history
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.administration import ForAdministrators
from coproduce.foundation.pages.requests import user_of


class WithSentences(forms.ModelForm):
    """A role is chosen together with the sentence that explains it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            field: Any = self.fields["role"]
            field.choices = [(role, f"{role.label}: {sentence}") for role, sentence in SENTENCES.items()]


@admin.register(Organisation)
class OrganisationAdmin(ForAdministrators):
    within = "pk"
    list_display = ["name", "statement_name", "help_phone", "help_email"]
    readonly_fields = ["ref"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        history.record(obj, "organisation changed" if change else "organisation added", by=user_of(request))


@admin.register(StaffRole)
class StaffRoleAdmin(ForAdministrators):
    """Who holds which role where. Nobody gives a role to themselves."""

    form = WithSentences
    list_display = ["user", "organisation", "role", "standing", "since", "until", "sentence"]
    fields = ["user", "organisation", "role", "since", "until", "standing"]
    readonly_fields = ["standing"]
    actions = ["end_now"]
    list_filter = ["role", ("organisation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    sortable_by = ["since", "until"]
    personal = True
    autocomplete_fields = ["user"]

    @admin.display(description=_("what it is for"))
    def sentence(self, row: StaffRole) -> LazyStr:
        return SENTENCES[Role(row.role)]

    @admin.display(description=_("how it stands"))
    def standing(self, row: StaffRole) -> LazyStr:
        if row.refused_at:
            return _("refused")
        if row.ended_at:
            return _("ended")
        return _("waits for a second person") if row.waits else _("counts")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("user__people")

    def get_readonly_fields(self, request: HttpRequest, obj: StaffRole | None = None) -> list[str]:
        """Another role, person or organisation is another role: it is given anew, and confirmed anew."""
        return ["user", "organisation", "role", "standing"] if obj else ["standing"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        if "user" in form.base_fields:
            form.base_fields["user"].queryset = others(request)
        return form

    def has_change_permission(self, request: HttpRequest, obj: StaffRole | None = None) -> bool:
        """Nobody changes their own role, and what has ended stays ended."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_end(obj, user_of(request)))

    def save_model(self, request: HttpRequest, obj: StaffRole, form: Any, change: bool) -> None:
        if change:
            actions.change_role(obj, fields=form.changed_data, by=user_of(request))
            return
        actions.give_role(obj, by=user_of(request))
        if obj.waits:
            self.message_user(request, _("The role waits until a second person has said yes. They are told."))

    @admin.action(description=_("End now"), permissions=["change"])
    def end_now(self, request: HttpRequest, queryset: Any) -> None:
        by, rows = user_of(request), list(queryset)
        ended = [actions.end_role(row, by=by) for row in rows if may_end(row, by)]
        if ended:
            self.message_user(request, _("Ended. The next page they open is without it."))
        if len(ended) < len(rows):
            self.message_user(
                request, _("Your own roles, and what had ended, stay as they are."), messages.WARNING
            )


def may_end(role: StaffRole, user: User) -> bool:
    """Say whether somebody may change a role: never their own, unless a superuser, and none that is over."""
    return (
        role.ended_at is None and role.refused_at is None and (role.user_id != user.pk or user.is_superuser)
    )


def others(request: HttpRequest) -> Any:
    """Return the accounts that the user may give a role to: never their own, unless a superuser."""
    if request.user.is_superuser:
        return User.objects.all()
    return accounts_in_view(user_of(request)).exclude(pk=user_of(request).pk)


NOT_YOURS = _(
    "Nothing was done to accounts that are not yours alone to look after. Whoever looks after the whole "
    "installation can help."
)


class AccountForm(forms.ModelForm):
    name = forms.CharField(
        label=_("name"), max_length=120, help_text=_("The work address of the person who will sign in.")
    )

    class Meta:
        model = User
        fields = ["email", "is_active", "is_staff", "is_superuser"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("name", None)

    def clean_email(self) -> str:
        return normal_email(self.cleaned_data["email"])


class HoldsARole(admin.SimpleListFilter):
    """Accounts by the roles they hold in the administrator's own organisations; nothing of others."""

    title, parameter_name = _("role"), "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Role.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        return queryset.filter(
            pk__in=roles_in_view(user_of(request)).filter(role=self.value()).values("user")
        )


@admin.register(User)
class UserAdmin(ForAdministrators):
    """Accounts. Passwords are never set here: people choose their own by mail."""

    form = AccountForm
    list_display = ["email", "names", "role_names", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", HoldsARole]
    search_fields = ["email"]
    sortable_by = ["email"]
    personal = True
    actions = ["remove_second_step", "sign_out_everywhere"]

    def within_rows(self, user: User) -> Any:
        return accounts_in_view(user)

    def get_queryset(self, request: HttpRequest) -> Any:
        user = user_of(request)
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("people", people_in_view(user)), Prefetch("roles", roles_in_view(user))
            )
        )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Look through addresses, and through the names of people whom the administrator may see."""
        by_email, _twice = super().get_search_results(request, queryset, search_term)
        named = people_in_view(user_of(request)).filter(name__icontains=search_term.strip())
        found = Q(pk__in=by_email.order_by().values("pk")) | Q(pk__in=named.order_by().values("account"))
        return queryset.filter(found), False

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        fields = ["email", "is_active", "is_staff"] if obj else ["name", "email", "is_staff"]
        return [*fields, "is_superuser"] if request.user.is_superuser else fields

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Whose mailbox opens an account is not for an administrator to change: it would be a way in."""
        return ["email"] if obj and not request.user.is_superuser else []

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody changes their own account, nor one that another organisation has a share in."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_act_on(obj, user_of(request)))

    @admin.display(description=_("people"))
    def names(self, user: User) -> str:
        return ", ".join(person.name for person in user.people.all())

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        return format_html_join(
            ", ", "{} ({})", ((r.get_role_display(), r.organisation) for r in user.roles.all())
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            actions.change_account(obj, fields=form.changed_data, by=user_of(request))
        else:
            organisations = user_of(request).organisation_ids("administer")
            actions.make_account(
                obj, name=form.cleaned_data["name"], organisation_ids=organisations, by=user_of(request)
            )

    @admin.action(
        description=_("Lost phone: remove the second step, so that they can set up a new one"),
        permissions=["change"],
    )
    def remove_second_step(self, request: HttpRequest, queryset: Any) -> None:
        if self._each_of_theirs(request, queryset, actions.remove_second_step):
            self.message_user(request, _("Done. They will set up a new second step when they next sign in."))

    @admin.action(description=_("Sign out everywhere, and tell them"), permissions=["change"])
    def sign_out_everywhere(self, request: HttpRequest, queryset: Any) -> None:
        if self._each_of_theirs(request, queryset, actions.sign_out):
            self.message_user(request, _("Done. They are signed out on every device, and told so."))

    def _each_of_theirs(self, request: HttpRequest, queryset: Any, act: Callable[..., Any]) -> bool:
        """Do an act to the accounts that are the user's to look after, and say when some are not."""
        by, accounts = user_of(request), list(queryset)
        theirs = [one for one in accounts if may_act_on(one, by)]
        for account in theirs:
            act(account, by=by)
        if len(theirs) < len(accounts):
            self.message_user(request, NOT_YOURS, messages.WARNING)
        return bool(theirs)
