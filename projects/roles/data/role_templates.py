"""Four role templates that every organisation begins with. What it does with them since stays.

Contents follow the role descriptions read for domain/roles-and-selection.md: both sides have duties,
the time includes reading, and papers come a week ahead. They say nothing about pay, dates and places of
work: those are facts of the organisation and the project.
"""

from typing import Any

OUR_DUTIES = """\
We send papers 7 days before a meeting, in the format you asked for.
We choose meeting times with you, and check who could not come.
We pay you within 30 days of a claim.
We tell you what changed because of what you said.
We cover access needs and travel, and book it for you if you like.
We talk with you before and after meetings if you want that."""

ALWAYS: dict[str, Any] = {
    "our_duties": OUR_DUTIES,
    "access": "We arrange what someone needs to take part. Nobody has to say why.",
    "we_answer_to": "Everything we promise you here has a date and a name. You see if we kept it.",
    "input_use": "We note what you say and who answers it. We tell you what changed because of it, "
    "or why nothing did.",
    "at_end": "We talk about how it went, for you and for us. If you like, we write you a reference and "
    "tell you what else you could do.",
    "conduct": "Everyone is heard and treated with respect. Nobody has to share more than they want to.",
}

PARTNER: dict[str, Any] = {
    "title": "Lived experience partner",
    "purpose": "You bring what you know from your own life or from caring for someone. "
    "You help to plan the work, do it and judge if it helped.",
    "benefits": "You help to make a service better, meet others and learn how projects work.",
    "activities": "Meet with the project team, online or in person.\n"
    "Read drafts and say what is unclear or missing.\n"
    "Help to decide what the project does next.",
    "not_asked": "You need not tell your own story.\nYou do not speak for everyone with your condition.",
    "their_duties": "Come to meetings, or tell us if you cannot.\n"
    "Read the papers before a meeting.\n"
    "Keep what others share about their health private.",
    "mode": "choice",
    "time_amount": "between",
    "quantity_min": 2,
    "quantity_max": 4,
    "unit": "hour",
    "per": "month",
    "includes_prep": "yes",
    "flexible": True,
    "time_note": "Some months are busier than others. We tell you early.",
    "support": "A named contact you can ring or write to. A first meeting to get to know the team. "
    "Another public contributor to talk to if you would like one.",
    "induction": "A first talk with your contact: who is who, what the project is about, what words mean.",
    "suits": "People who want something to change and like to work on it with others.",
    "essential": "You have lived with the condition or used the service, or care for someone who has.\n"
    "You are willing to share your view in a group.",
    "desirable": "You know others with different experiences from your own.",
    "cannot_apply": "People who work on this project as staff.",
    "confidentiality": "What people tell about their own lives stays in the group.",
    "chosen_how": "We look at what each person brings, and choose people who bring different things.",
}
MEMBER: dict[str, Any] = {
    "title": "Public member of a committee",
    "purpose": "You sit on the group that steers the work, with the same vote as everyone else. "
    "You make sure it stays useful to the people it is for.",
    "benefits": "You see how decisions are made, and you help to make them.",
    "activities": "Come to meetings of the group, online or in person.\n"
    "Ask about the plan, the money and what comes next.\n"
    "Say what matters to the public when the group decides.",
    "not_asked": "You do not need to check the science. Others in the group do that.",
    "their_duties": "Come to as many meetings as you can.\n"
    "Read the papers before a meeting.\n"
    "Tell us if you have an interest in what is decided.\n"
    "Keep what is marked private to the group.",
    "mode": "hybrid",
    "time_amount": "exactly",
    "quantity_min": 4,
    "unit": "meeting",
    "per": "year",
    "includes_prep": "no",
    "time_note": "A meeting takes about 2 hours. Reading takes about 2 hours more.",
    "support": "A named contact you can ring or write to. "
    "A talk with the chair before your first meeting. At least one other public member on the group.",
    "induction": "A talk with the chair, and the last papers of the group to look at.",
    "mentor": "Someone who has been on the group for a while sits beside you, if you like.",
    "public_votes": "all",
    "seats": [{"id": "seats", "who": "Public members", "least": "2", "votes": "yes"}],
    "suits": "People who like to ask questions and to hear both sides.",
    "essential": "You are interested in how the work is run.\nYou are willing to ask questions.",
    "desirable": "You have been on a group or a committee before.",
    "cannot_apply": "People who work for the organisation that runs the project.\n"
    "Health professionals who work in the same field.",
    "confidentiality": "Papers marked private stay in the group. The minutes are for everyone.",
    "interests": "Jobs, groups and money that have to do with what the group decides are said openly. "
    "You can still take part in most of the work.",
    "chosen_how": "An informal talk with the chair and a public member.",
}
REVIEWER: dict[str, Any] = {
    "title": "Public reviewer",
    "purpose": "You read letters, leaflets, plans or requests for money before they are decided. "
    "You tell us what is hard to understand, and what is missing.",
    "benefits": "You work at home, in your own time, and see early what is being planned.",
    "activities": "Read what we send you, at home.\nSend us your notes by email, by post or by phone.",
    "not_asked": "You do not have to correct spelling.",
    "their_duties": "Answer by the date we agreed, or tell us you cannot.\n"
    "Keep drafts private until they are finished.",
    "mode": "remote",
    "time_of_day": "own_time",
    "time_amount": "between",
    "quantity_min": 1,
    "quantity_max": 2,
    "unit": "hour",
    "per": "month",
    "includes_prep": "yes",
    "includes_travel": "none",
    "flexible": True,
    "time_note": "You can say no to any single document.",
    "support": "A named contact you can ring or write to. A short guide on how to review. "
    "Documents in the format you asked for.",
    "training": "A short guide, and a first review that you do together with someone.",
    "suits": "People who like to read and to say plainly what they think.",
    "essential": "You are not an expert in the subject, and are happy to say so.",
    "cannot_apply": "People who wrote the document.",
    "confidentiality": "Drafts stay between you and us until they are finished.",
    "interests": "Whoever knows the people who wrote it, or gains from it, says so.",
    "chosen_how": "Everyone who can read what we send and wants to help is welcome.",
}
CO_APPLICANT: dict[str, Any] = {
    "title": "Public co-applicant",
    "purpose": "You are one of the people who ask for the money and who answer for the project. "
    "You help to shape the question, write the plan and lead the part that is done with the public.",
    "benefits": "You are named on the application, and you help to lead from the first day.",
    "activities": "Help to write the question, the plan and the summary in plain words.\n"
    "Plan with us how other people take part, and what it costs.\n"
    "Meet with the team that leads the project.\n"
    "Help to tell people what was found.",
    "not_asked": "You do not have to know about research or forms. We do those parts with you.",
    "their_duties": "Read and comment on the application before it is sent.\n"
    "Come to meetings of the team, or tell us if you cannot.\n"
    "Keep plans private until the money is decided.",
    "mode": "hybrid",
    "time_amount": "about",
    "quantity_min": 1,
    "unit": "day",
    "per": "month",
    "includes_prep": "yes",
    "flexible": True,
    "time_note": "It is more before the application is sent and at the end of the project.",
    "term_kind": "ongoing",
    "term_note": "It begins with the application. If the money is granted, it goes on to the project's end. "
    "If not, we talk about what comes next.",
    "support": "A named contact in the team. Time to talk before and after meetings.",
    "training": "Training on how money for research is decided, if you would like it.",
    "mentor": "A public co-applicant of another project, if you would like one.",
    "group_name": "The team that leads the project",
    "public_votes": "all",
    "suits": "People who have taken part in projects before and want to lead one with us.",
    "essential": "You know the condition or the service from your own life, or as a carer.\n"
    "You can keep at it for as long as the project lasts.",
    "desirable": "You have taken part in a project before.",
    "cannot_apply": "People who are on the project already as staff.",
    "confidentiality": "Plans and costs stay in the team until they are decided.",
    "interests": "Funders ask everyone named on an application about their interests. We help you with it.",
    "chosen_how": "A talk about what you want to change, with the lead and a public contributor.",
}
TEMPLATES = (PARTNER, MEMBER, REVIEWER, CO_APPLICANT)


def seed_templates(organisation: Any, template_model: Any) -> int:
    """Give an organisation the templates it does not have yet, by title. Returns how many were added."""
    there = set(template_model.objects.filter(organisation=organisation).values_list("title", flat=True))
    new = [
        template_model(organisation=organisation, **(ALWAYS | words))
        for words in TEMPLATES
        if words["title"] not in there
    ]
    return len(template_model.objects.bulk_create(new))
