"""`{{ moment|where_you_are:zone }}`: what time it is for somebody who lives by another clock."""

from django import template

from contributors.availability.clocks.rules import where_you_are

register = template.Library()
register.filter("where_you_are", where_you_are)
