import datetime as dt

from django.db.models import Q, QuerySet

from contributors.accounts import rules as accounts
from contributors.accounts.devices.models import Device
from contributors.accounts.models import User
from coproduce.foundation import clock

MOST = 50


def signed_in(account: User) -> QuerySet[Device]:
    """Return where an account is signed in, the newest use first.

    A session that is not kept counts while it is used often enough.
    """
    now = clock.now()
    idle = accounts.idle_limit(account) + dt.timedelta(minutes=1)  # its use is noted once a minute
    lives = Q(kept=True) | Q(last_used_at__gte=now - idle)
    found = Device.objects.filter(lives, account=account, expire_date__gt=now)
    return found.defer("session_data").order_by("-last_used_at", "session_key")
