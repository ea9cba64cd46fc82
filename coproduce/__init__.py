"""Coproduce: the roof. Settings, addresses and the two home pages."""

from coproduce.celery import app as celery_app

__all__ = ["celery_app"]
