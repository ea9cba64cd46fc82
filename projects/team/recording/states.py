from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

LEFT = "project: left"
event_types.register({LEFT: _("Leaving a project")})

LEFT_WORDS = _("You leave the project “%(project)s”. Your roles on it end. We still pay what we owe you.")
