from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

TOLD = "said whom to ask now"
"""What history calls it. Its detail says who was named (`was`) and who is there instead (`now`), by key."""

event_types.register({TOLD: _("said whom to ask about a role now")})
