from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind

# Both are about a person, not about a concern, and belong to no organisation: staff who look after
# messages see neither of them.
REPLY = kinds.register(
    NotificationKind("power_balance/reply", says=_("A worry is answered"), expires=A_FORTNIGHT)
)
TO_READ = kinds.register(
    NotificationKind("power_balance/to_read", says=_("A worry waits to be read"), expires=A_FORTNIGHT)
)
