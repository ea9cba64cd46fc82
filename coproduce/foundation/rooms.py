"""Rooms: the packages inside an app, cut by subject."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig


def load(app: AppConfig, *modules: str) -> None:
    """Import the named modules of every room of an app, so that what they register is known."""
    for room in iter_modules([app.path]):
        if not room.ispkg or room.name == "migrations":
            continue
        for module in modules:
            name = f"{app.name}.{room.name}.{module}"
            if find_spec(name):
                import_module(name)
