from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.kinds import NotificationKind

# Both are about a person, not about a concern, and belong to no organisation: staff who look after
# messages see neither of them.
REPLY = kinds.register(NotificationKind("power_balance/reply"))
TO_READ = kinds.register(NotificationKind("power_balance/to_read"))
