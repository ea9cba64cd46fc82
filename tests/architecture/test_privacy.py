"""Every stored field carries exactly one data class."""

from django.db import models

from coproduce.foundation.privacy import Privacy, unclassified


def test_every_field_of_every_model_is_classified():
    assert unclassified() == []


def test_a_field_without_a_class_is_found():
    class Forgetful(models.Model):  # noqa: DJ008
        known = models.TextField()
        forgotten = models.TextField()
        privacy = Privacy(internal="id known gone")

        class Meta:
            app_label = "foundation"
            abstract = False
            managed = False

    from django.apps import apps

    try:
        assert [name for name in unclassified() if "Forgetful" in name] == [
            "foundation.Forgetful.forgotten",
            "foundation.Forgetful.gone (no such field)",
        ]
    finally:
        del apps.all_models["foundation"]["forgetful"]
        apps.clear_cache()
