from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind

# Both are about a person, not about a concern, and belong to no organisation: staff who look after
# messages see neither of them.
REPLY = kinds.register(NotificationKind("power_balance/reply", expires=A_FORTNIGHT))
TO_READ = kinds.register(NotificationKind("power_balance/to_read", expires=A_FORTNIGHT))
