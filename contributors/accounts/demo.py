"""The demo only: look at the house as any of its people, with one click. Has no address elsewhere."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import Role
from coproduce.foundation.lazy import LazyStr

MOST = 8


def accounts() -> list[tuple[int, str, LazyStr]]:
    """Return (account id, name, what they are): the first of each kind of user, at most eight."""
    found: dict[str, User] = {}
    current = StaffRole.objects.current().filter(user__is_active=True, user__people__isnull=False)
    for role in current.select_related("user").prefetch_related("user__people").order_by("pk"):
        found.setdefault(role.role, role.user)
    kinds: list[tuple[User, LazyStr]] = [(found[role], role.label) for role in Role if role in found]
    held_by = {user.pk for user, _label in kinds}
    public = User.objects.filter(is_active=True, is_staff=False, roles=None, people__isnull=False)
    contributors = public.exclude(pk__in=held_by).prefetch_related("people").distinct().order_by("pk")
    room = max(1, MOST - len(kinds))
    kinds = kinds[: MOST - 1] + [(user, _("public contributor")) for user in contributors[:room]]
    return [(user.pk, " / ".join(p.name for p in user.people.all()), label) for user, label in kinds[:MOST]]


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as an account of the demo, as if its second factor had been shown. 404 elsewhere."""
    if not settings.DEMO:
        raise Http404
    pk = request.POST.get("account", "")
    user = get_object_or_404(User, pk=pk if pk.isascii() and pk.isdigit() else 0, is_active=True)
    adapter = get_adapter()
    adapter.logout(request)
    record_authentication(request, user, "demo")
    adapter.login(request, user)
    return redirect(settings.LOGIN_REDIRECT_URL)
