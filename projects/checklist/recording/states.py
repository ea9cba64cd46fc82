from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

VIEW = "step: view"
event_types.register({VIEW: _("What they think of a step")})

WORDS = _("Step %(step)s of “%(project)s”: %(view)s %(words)s")
