from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

event_types.register({"meeting: yes": _("Coming to a meeting"), "meeting: no": _("Not coming to a meeting")})

COMING = _("You can come to “%(title)s”, %(when)s.")
NOT_COMING = _("You cannot come to “%(title)s”, %(when)s.")
NEEDS = _("What helps you take part: %(words)s")
