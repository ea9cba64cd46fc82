from projects.meetings.special_days.models import SchoolHolidays
from projects.meetings.special_days.rules import Holiday, SchoolCalendar


def school_calendar_of(organisation_id: int) -> SchoolCalendar:
    """Return what an organisation has entered. One query."""
    rows = SchoolHolidays.objects.filter(organisation=organisation_id)
    return SchoolCalendar(
        tuple(Holiday(*row) for row in rows.values_list("area", "name", "first_day", "last_day", "published"))
    )
