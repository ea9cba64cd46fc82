from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from contributors.accounts.attempts import rules
from coproduce.foundation import clock


def network(request: HttpRequest) -> str:
    """Return the mark of where a request came from: of the address that our own proxies vouch for."""
    try:
        return rules.mark_of(get_adapter().get_client_ip(request), clock.today())
    except PermissionDenied:  # a server that names no address
        return ""
