from celery import shared_task

from coproduce.foundation.kept_forms import actions


@shared_task(name="kept_forms.tidy")
def tidy() -> None:
    """Forget the forms that nobody came back for. May run twice."""
    actions.forget_old()
