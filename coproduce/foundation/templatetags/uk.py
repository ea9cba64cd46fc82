"""Template filters for dates, times, money and promises, as the presenters say them."""

from django import template

from coproduce.foundation import money
from coproduce.foundation.pages import presenters

register = template.Library()
register.filter("uk_date", presenters.uk_date)
register.filter("short_date", presenters.short_date)
register.filter("uk_time", presenters.uk_time)
register.filter("uk_when", presenters.uk_when)
register.filter("due_words", presenters.due_words)
register.filter("due_state", presenters.due_state)
register.filter("pounds", money.pounds)
register.filter("miles", presenters.miles)
register.filter("hours", presenters.hours)
