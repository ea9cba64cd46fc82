"""Organisations, accounts and staff roles. The admin pages are entered by our own sign-in."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from contributors.accounts import actions
from contributors.accounts.models import Organisation, StaffRole, User, normal_email
from contributors.accounts.roles import SENTENCES, Role
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation.history import actions as history
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.administration import ForAdministrators
from coproduce.foundation.pages.requests import user_of


@login_not_required
def sign_in_first(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """In place of the admin's own sign-in, which knows no second factor. 404 for who may not enter."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next", request.path), redirect_field_name="next")


admin.site.login = sign_in_first  # type: ignore[method-assign]  # as Django documents it
admin.site.site_header = admin.site.site_title = _("Administration")
admin.site.site_url = "/"


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

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        history.record(obj, "organisation changed" if change else "organisation added", by=user_of(request))


@admin.register(StaffRole)
@method_decorator(step_up, name="changeform_view")
class StaffRoleAdmin(ForAdministrators):
    """Who holds which role where. Nobody gives a role to themselves."""

    form = WithSentences
    list_display = ["user", "organisation", "role", "sentence", "since", "until"]
    list_filter = ["role", ("organisation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    autocomplete_fields = ["user"]

    @admin.display(description=_("what it is for"))
    def sentence(self, row: StaffRole) -> LazyStr:
        return SENTENCES[Role(row.role)]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("user__people")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.base_fields["user"].queryset = others(request)
        return form

    def has_change_permission(self, request: HttpRequest, obj: StaffRole | None = None) -> bool:
        own = obj is not None and obj.user_id == request.user.pk and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not own

    def save_model(self, request: HttpRequest, obj: StaffRole, form: Any, change: bool) -> None:
        if change:
            actions.change_role(obj, fields=form.changed_data, by=user_of(request))
        else:
            actions.give_role(obj, by=user_of(request))


def others(request: HttpRequest) -> Any:
    """Return the accounts that the user may give a role to: never their own, unless a superuser."""
    if request.user.is_superuser:
        return User.objects.all()
    return known_accounts(request).exclude(pk=request.user.pk)


def known_accounts(request: HttpRequest) -> Any:
    """Return the accounts of staff and people whom the administrator's organisations know."""
    mine = user_of(request).organisation_ids("administer")
    known = Q(roles__organisation__in=mine) | Q(people__connections__organisation__in=mine)
    return User.objects.filter(known, is_superuser=False).distinct()


class AccountForm(forms.ModelForm):
    name = forms.CharField(label=_("name"), max_length=120, help_text=_("Of the person who will sign in."))

    class Meta:
        model = User
        fields = ["email", "is_active", "is_staff", "is_superuser"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("name", None)

    def clean_email(self) -> str:
        return normal_email(self.cleaned_data["email"])


@admin.register(User)
@method_decorator(step_up, name="changeform_view")
class UserAdmin(ForAdministrators):
    """Accounts. Passwords are never set here: people choose their own by mail."""

    form = AccountForm
    list_display = ["email", "names", "role_names", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "roles__role"]
    search_fields = ["email", "people__name"]
    actions = ["remove_second_step"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = User.objects.all() if request.user.is_superuser else known_accounts(request)
        return rows.prefetch_related("people", "roles__organisation")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        fields = ["email", "is_active", "is_staff"] if obj else ["name", "email", "is_staff"]
        return [*fields, "is_superuser"] if request.user.is_superuser else fields

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Whose mailbox opens an account is not for an administrator to change: it would be a way in."""
        return ["email"] if obj and not request.user.is_superuser else []

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        own = obj is not None and obj.pk == request.user.pk and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not own

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

    @admin.action(description=_("Lost phone: remove the second step, so that they set up a new one"))
    def remove_second_step(self, request: HttpRequest, queryset: Any) -> None:
        for account in queryset.exclude(pk=request.user.pk):
            actions.remove_second_step(account, by=user_of(request))
        self.message_user(request, _("Done. At their next sign-in they set up a new second step."))
