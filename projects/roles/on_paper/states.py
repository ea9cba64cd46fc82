from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

event_types.register({"signed paper filed": _("filed the signed paper")})
