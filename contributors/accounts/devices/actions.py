"""The only writers of where an account is signed in."""

from contributors.accounts.devices import rules
from contributors.accounts.devices.models import Device
from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.pages.requests import AuthenticatedRequest


def keep(request: AuthenticatedRequest) -> None:
    """Keep this session on its owner's own device. The cookie lives as long as the session may rest."""
    request.session[rules.KEPT] = True
    request.session.set_expiry(int(rules.KEPT_IDLE.total_seconds()))


def sign_out(account: User, *, mark: str) -> bool:
    """End one session of an account. Returns whether there was such a one."""
    for device in Device.objects.filter(account=account).only("session_key"):
        if device.mark == mark:
            return bool(Device.objects.filter(pk=device.pk).delete()[0])
    return False


def sign_out_everywhere(account: User) -> int:
    """End every session of an account. Returns how many."""
    return Device.objects.filter(account=account).delete()[0]


def forget_ended() -> int:
    """Delete sessions whose time is over. Returns how many."""
    return Device.objects.filter(expire_date__lte=clock.now()).delete()[0]
