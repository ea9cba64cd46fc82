"""The only writers of duties: choosing them, what they ask for, what keeps them."""

from projects.roles.duties.actions.choosing import add_free, choose, remove_free
from projects.roles.duties.actions.following import end, follow, link, note_notice, put_right
from projects.roles.duties.actions.keeping import done, record_done

__all__ = [
    "add_free",
    "choose",
    "done",
    "end",
    "follow",
    "link",
    "note_notice",
    "put_right",
    "record_done",
    "remove_free",
]
