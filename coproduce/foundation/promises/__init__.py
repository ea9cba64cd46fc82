"""Promises: what one side owes the other, by when. Nothing else knows of reminders.

make    something is owed from now on
move    to another date; the old one stays visible
keep    it was done
release it is no longer owed, with a reason and by whom
"""
