"""The page with everywhere an account is signed in, for its owner."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contributors.accounts.devices import actions, queries, rules
from contributors.accounts.devices.models import Device, mark_of
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.pages.requests import AuthenticatedRequest


@require_safe
def list_devices(request: AuthenticatedRequest) -> HttpResponse:
    """Show where I am signed in, this device first."""
    here = mark_of(request.session.session_key)
    rows = [_row(device, here) for device in queries.signed_in(request.user)[: queries.MOST]]
    context = {
        "rows": sorted(rows, key=lambda row: not row["is_this"]),
        "back_url": reverse("home"),
    }
    return render(request, "account/devices.html", context)


def _row(device: Device, here: str) -> dict[str, Any]:
    used = device.last_used_at
    days = (clock.today() - clock.uk(used).date()).days if used else 0
    words = {0: _("Last used today"), 1: _("Last used yesterday")}
    return {
        "device": device,
        "is_this": device.mark == here,
        "used": words.get(days) or _("Last used on %(day)s") % {"day": uk_date(used)},
        "until": uk_date(rules.kept_until(device)) if device.kept else "",
    }


@require_POST
def sign_out(request: AuthenticatedRequest) -> HttpResponse:
    """Sign one other device out. Of this one, sign out as everywhere."""
    mark = request.POST.get("device", "")
    if mark == mark_of(request.session.session_key):
        return _leave(request)
    if actions.sign_out(request.user, mark=mark):
        messages.success(request, _("That device is signed out."))
    else:
        messages.info(request, _("That device was signed out before."))
    return redirect("account_devices")


@require_POST
def sign_out_everywhere(request: AuthenticatedRequest) -> HttpResponse:
    """End every session of the account, this one too."""
    actions.sign_out_everywhere(request.user)
    return _leave(request)


def _leave(request: AuthenticatedRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You are signed out. Thank you, and see you soon."))
    return redirect("account_login")
