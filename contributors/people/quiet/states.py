from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

QUIET = "details: quiet hours"
event_types.register({QUIET: _("When we may write to you or ring")})
QUIET_WORDS = _("When we may write to you or ring: %(when)s.")
