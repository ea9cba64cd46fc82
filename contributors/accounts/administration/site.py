"""The site of the administration: entered by our own sign-in, changed by who has just proved who they are."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation.known import known
from coproduce.foundation.pages.administration import Guarded

READS = ("GET", "HEAD", "OPTIONS")
LEFT_OUT = {"view_on_site"}  # says of any row of any model whether it exists
MAY_WRITE = {
    "add_view": "has_add_permission",
    "change_view": "has_change_permission",
    "delete_view": "has_delete_permission",
}


class Autocomplete(AutocompleteJsonView):
    """Suggestions for the fields that a page names, not for every link between two models."""

    def process_request(self, request: HttpRequest) -> Any:
        term, model_admin, source, to_field = super().process_request(request)
        page = known(self.admin_site)._registry.get(source.model)
        if page is None or source.name not in page.get_autocomplete_fields(request):
            raise PermissionDenied
        return term, model_admin, source, to_field


class Site(admin.AdminSite):
    """Pages that keep to `Guarded`; what other apps bring for the administration is left out."""

    site_header = site_title = _("Administration")
    site_url = "/"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take a page of ours. Those of libraries know no organisation, and some of them show secrets."""
        if admin_class is not None and issubclass(admin_class, Guarded):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        return [one for one in super().get_urls() if getattr(one, "name", "") not in LEFT_OUT]

    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to our sign-in: the admin's own knows no second factor. 404 for who may not enter."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next", request.path), redirect_field_name="next")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Lead to our own page, which counts wrong guesses and tells the account."""
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Autocomplete.as_view(admin_site=self)(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Ask again who somebody is before anything is written, and before a form to write is opened."""

        @wraps(view)
        def proved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in READS and not opens_form(view, request):
                return view(request, *args, **kwargs)
            guard: Any = step_up  # which is typed for views of our own pages
            return guard(view)(request, *args, **kwargs)

        return super().admin_view(proved, cacheable)


def opens_form(view: Callable[..., Any], request: HttpRequest) -> bool:
    """Say whether a page of a model holds a form that this user may send."""
    asked = MAY_WRITE.get(getattr(view, "__name__", ""), "")
    page = getattr(view, "__self__", None)
    return bool(asked) and isinstance(page, Guarded) and bool(getattr(page, asked)(request))
