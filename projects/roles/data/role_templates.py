"""Three role templates to start from. Administrators change them; a template that exists is left alone.

Contents follow the role descriptions read for domain/roles-and-selection.md: both sides have duties,
the time includes reading, and papers come a week ahead.
"""

from typing import Any

OUR_DUTIES = """\
We send papers 7 days before a meeting, in the format you asked for.
We choose meeting times with you, and check who could not come.
We pay you within 30 days of a claim.
We tell you what changed because of what you said.
We cover access needs and travel, and book it for you if you like.
We talk with you before and after meetings if you want that."""

TEMPLATES: list[dict[str, Any]] = [
    {
        "title": "Lived experience partner",
        "purpose": "You bring what you know from your own life or from caring for someone. "
        "You help to plan the work, do it and judge if it helped.",
        "activities": "Meet with the project team, online or in person.\n"
        "Read drafts and say what is unclear or missing.\n"
        "Help to decide what the project does next.",
        "their_duties": "Come to meetings, or tell us if you cannot.\n"
        "Read the papers before a meeting.\n"
        "Keep what others share about their health private.",
        "quantity_min": 2,
        "quantity_max": 4,
        "unit": "hour",
        "per": "month",
        "includes_prep": "yes",
        "flexible": True,
        "time_note": "Some months are busier than others. We tell you early.",
        "support": "A named contact you can ring or write to. A first meeting to get to know the team. "
        "Another public contributor to talk to if you would like one.",
        "essential": "You have lived with the condition or used the service, or care for someone who has.\n"
        "You are willing to share your view in a group.",
        "desirable": "You know others with different experiences from your own.",
        "cannot_apply": "People who work on this project as staff.",
    },
    {
        "title": "Public member of a steering group",
        "purpose": "You sit on the group that steers the project, with the same vote as everyone else. "
        "You make sure it stays useful to the people it is for.",
        "activities": "Come to meetings of the group, online or in person.\n"
        "Ask about the plan, the money and what comes next.\n"
        "Say what matters to the public when the group decides.",
        "their_duties": "Come to as many meetings as you can.\n"
        "Read the papers before a meeting.\n"
        "Tell us if you have an interest in what is decided.\n"
        "Keep what is marked private to the group.",
        "quantity_min": 4,
        "quantity_max": None,
        "unit": "meeting",
        "per": "year",
        "includes_prep": "no",
        "flexible": False,
        "time_note": "A meeting takes about 2 hours. Reading takes about 2 hours more.",
        "support": "A named contact you can ring or write to. "
        "A talk with the chair before your first meeting. At least one other public member on the group.",
        "essential": "You are interested in how the project is run.\nYou are willing to ask questions.",
        "desirable": "You have been on a group or a committee before.",
        "cannot_apply": "People who work for the organisation that runs the project.\n"
        "Health professionals who work in the same field.",
    },
    {
        "title": "Public reviewer of documents",
        "purpose": "You read letters, leaflets and plans before they are used. "
        "You tell us what is hard to understand, and what is missing.",
        "activities": "Read what we send you, at home.\nSend us your notes by email, by post or by phone.",
        "their_duties": "Answer by the date we agreed, or tell us you cannot.\n"
        "Keep drafts private until they are finished.",
        "quantity_min": 1,
        "quantity_max": 2,
        "unit": "hour",
        "per": "month",
        "includes_prep": "yes",
        "flexible": True,
        "time_note": "You can say no to any single document.",
        "support": "A named contact you can ring or write to. A short guide on how to review. "
        "Documents in the format you asked for.",
        "essential": "You are not an expert in the subject, and are happy to say so.",
        "desirable": "",
        "cannot_apply": "People who wrote the document.",
    },
]


def seed_templates(template_model: Any) -> int:
    """Add the templates that are missing, by title. Takes the model, so that a migration can pass its own.

    Returns how many were added.
    """
    made = [
        template_model.objects.get_or_create(
            title=words["title"], defaults={"our_duties": OUR_DUTIES, **words}
        )
        for words in TEMPLATES
    ]
    return sum(new for _template, new in made)
