"""Every model is there as soon as Django is: a worker loads no addresses, and no page loads them for it."""

import os
import subprocess
import sys

from tests.architecture.source import APPS, ROOT

LATE = f"""
import importlib, pkgutil, django
django.setup()
from django.apps import apps
before = set(apps.get_models())
importlib.import_module("coproduce.urls")  # some modules write addresses, which need its converters
for name in {APPS!r}:
    for found in pkgutil.walk_packages(importlib.import_module(name).__path__, name + "."):
        if ".migrations" not in found.name:
            importlib.import_module(found.name)
print(*sorted(model._meta.label for model in set(apps.get_models()) - before))
"""


def test_no_model_comes_late():
    settings = {"DJANGO_SETTINGS_MODULE": "coproduce.settings", "COPRODUCE_TESTING": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", LATE],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    assert ran.stdout.split() == []
