"""Django's sessions in the database, with the columns of `Device` written in the same statement."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from contributors.accounts.devices import rules
from contributors.accounts.devices.models import Device


class SessionStore(DatabaseStore):
    """What SESSION_ENGINE asks for."""

    @classmethod
    def get_model_class(cls) -> type[Device]:
        return Device

    def create_model_instance(self, data: dict[str, Any]) -> Device:
        """Return the row to write: nothing is read or written more than for any session."""
        device = super().create_model_instance(data)
        if not isinstance(device, Device):
            raise TypeError(device)
        for name, value in rules.columns(data).items():
            setattr(device, name, value)
        return device
