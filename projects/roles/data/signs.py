"""What a heading or a sentence speaks of, where its words are none that we know by heart.

The first sign that is found counts. Headings are compared as in `importing.rules.headings`: small letters, no
signs, and "you" for "I" and "me". Collected from about twenty published packs and adverts of NHS bodies,
universities, regulators and charities (decision 0043). A sign only suggests a place; people see it and can
choose another one.
"""

GROUPS = r"(?:group|panel|committee|board|network|council|forum)s?"

HEADING_SIGNS: tuple[tuple[str, str], ...] = (
    (r"\bhow many (?:people|places|posts|roles|members)\b|^vacanc(?:y|ies)\b", "places_note"),
    (r"^numbers?$", "places_note"),
    (r"\bcontact\b|\bget in touch\b", "contact_details"),
    (
        r"\b(?:not eligible|can ?not apply|can't apply|should not apply|exclu\w+)\b"
        r"|\bwho (?:can ?not|can't|should not|shouldn't)\b|^not (?:for|open to)\b",
        "cannot_apply",
    ),
    (
        r"\b(?:unhappy|not happy|complain\w*|concerns?|worr(?:y|ied|ies)|(?:goes|go|went) wrong)\b",
        "concerns_to",
    ),
    (r"\b(?:can|may|could|should) (?:you|anyone) (?:apply|join)\b|\bwho (?:can|could|should)\b", "suits"),
    (r"\b(?:kind|sort) of (?:person|people)\b|\bwho (?:are|do) (?:we|you) (?:after|want)\b", "suits"),
    (r"\beligib\w+|\blooking for\b|\b(?:is this|right) (?:role )?for you\b|\bsuits?\b", "suits"),
    (r"\b(?:closing|deadline|apply by|applications? (?:close|must)|last (?:date|day))\b", "closes_note"),
    (
        r"\b(?:interview\w*|selection|selected|shortlist\w*|chosen|picked|choose you|choose people"
        r"|decide who)\b"
        r"|\bwhat happens (?:next|after|when)\b|\breceived? your application\b",
        "chosen_how",
    ),
    (
        r"\b(?:resign\w*|leav(?:e|ing)|step(?:ping)? down|terminat\w+|role ends|want to stop|afterwards)\b",
        "at_end",
    ),
    (
        r"\b(?:paid|pay|payments?|fees?|honorari\w*|re(?:mun|num)erat\w*|compensat\w*|rewards?|vouchers?)\b"
        r"|\b(?:salary|unpaid|voluntary|money)\b|\b(?:anything|something|what) for your time\b|\bthank you\b",
        "payment_note",
    ),
    (r"\b(?:expenses|reimburs\w*|out of pocket|(?:travel )?costs)\b", "expenses"),
    (r"\bdesirable\b|\b(?:nice|good|helpful) to have\b|\bbonus\b|\bwould help\b", "desirable"),
    (r"^(?:you )?must (?:have|be)\b|^you must$", "essential"),
    (
        r"\bwhat you can expect\b|\bour (?:commitment|responsibilit\w+|offer|promise)\b"
        r"|\bwe (?:will|can) (?:offer|provide|do)\b|\bwe offer\b",
        "our_duties",
    ),
    (r"\bexpect\w* (?:of|from)\b|\bwe expect\b|\bcommit to\b", "their_duties"),
    (r"\b(?:not be (?:asked|expected)|(?:do not|don't) have to|not part of)\b", "not_asked"),
    (r"\binduct\w+|\bprepar(?:e|ing) you\b", "induction"),
    (r"\btrain(?:ing|ed)\b|\blearning\b", "training"),
    (r"\b(?:mentor\w*|buddy|buddies)\b", "mentor"),
    (r"\bformats?\b|\blarge print\b|\beasy read\b|\bother languages?\b", "other_formats"),
    (r"\baccess(?:ib\w+)?\b|\badjustments?\b|\bdisab\w+|\binterpreters?\b", "access"),
    (r"\b(?:look\w*|looking) after you\b|\bback(?:s|ing)? you\b", "support"),
    (r"\bsupport(?:ed)?\b|\bwho will help\b|\bhelp will you\b", "support"),
    (
        r"^privacy$|\bconfidential\w*|\bdata protection\b|\bgdpr\b|\bpersonal (?:data|information)\b",
        "confidentiality",
    ),
    (r"\bconflicts?\b|\bdeclar\w+|\bcompeting\b", "interests"),
    (r"\b(?:dbs|criminal|references|disclosure|barring|right to work|vetting)\b", "checks"),
    (r"\b(?:conduct|public life|ground rules|ways of working|our values)\b", "conduct"),
    (
        r"\b(?:any|have|your|for) questions?\b|\benquir\w+|\b(?:more|further) information\b"
        r"|\bfind out more\b|\binformal\b",
        "ask_first",
    ),
    (
        r"\bsend (?:your|us|it|in)\b|\bput (?:yourself|your name) forward\b"
        r"|\b(?:apply|applying|applications?|register|sign up|get involved|take part|interested)\b"
        r"|\bexpress\w* (?:an |your |of )?interest\b",
        "how_to_apply",
    ),
    (r"\b(?:start|begin)(?:s|ning)?\b", "starts_note"),
    (
        r"\bhow (?:much time|often|many (?:hours|days|meetings))\b|\btime (?:commit|need|requir|involv)\w*"
        r"|^commitment$|\b(?:days|dates) and (?:hours|times)\b|\bof your time\b"
        r"|\battendance\b|\bfrequency\b|\bworking hours\b|\bwhen (?:will|do|does|are|is)\b|\bmeeting dates\b",
        "time_note",
    ),
    (
        r"\bhow long\b|^period$|\b(?:term|tenure|duration)\b|\b(?:period|length) of\b|\brenew\w+"
        r"|\breappoint\w+",
        "term_note",
    ),
    (r"\blive\b|\bresid(?:e|ent|ence|ency)\b", "residence"),
    (
        r"\bwhere\b|^base$|^based (?:at|in)$|\bhave to (?:come|travel)\b|\blocations?\b|\bvenues?\b"
        r"|\bin person\b|\bvirtual\w*|\bremote\w*",
        "where_note",
    ),
    (r"\bequipment\b|\bcomputers?\b|\binternet\b|\bsoftware\b", "equipment"),
    (
        r"\b(?:skills?|experience|knowledge|qualit(?:y|ies)|qualifications?|attributes|specification)\b"
        r"|(?<!why )\b(?:do|will|would) you need\b(?! you\b)"
        r"|\bdo you have to (?:be|have|know)\b|\bexperts?\b|\bcriteria\b|\brequirements?\b|\babout you\b",
        "essential",
    ),
    (
        r"\bbenefits?\b|\bgain\b|\bget out of\b|\bin it for\b|\bwhy (?:join|apply|become|should you)\b",
        "benefits",
    ),
    (r"\bimpact\b|\bmake a difference\b|\b(?:views|input|ideas|feedback) (?:be|are|is) used\b", "input_use"),
    (
        r"\bdut(?:y|ies)\b|\bresponsib\w+|\btasks?\b|\bactivit(?:y|ies)\b|\brole (?:includes|involves)\b"
        r"|^you (?:will|would)$|\b(?:will|do|does|would|might|may)\b.*\b(?:do|doing|be asked to)\b"
        r"|\binvolved?\b|\binvolves\b",
        "activities",
    ),
    (r"\bvot(?:e|es|ing)\b|\bquorum\b", "group_note"),
    (rf"\bmembership\b|\bterms of reference\b|\babout (?:the|our) {GROUPS}\b|\bthe {GROUPS}$", "group_note"),
    (rf"\bwho (?:else )?(?:is|are|will be|sits?) (?:in|on) (?:the|our) {GROUPS}\b", "group_note"),
    (r"\breason for (?:the|this) (?:role|post)\b", "purpose"),
    (r"\b(?:about|purpose|aims?|summary|overview) (?:of )?(?:the |this )?(?:role|post|job)s?\b", "purpose"),
    (r"\b(?:role|job|post) (?:summary|purpose|description|overview)\b|^summary$", "purpose"),
    (
        r"^what (?:is|are|does)\b.*\babout$"
        r"|^(?:the|our) work$|^hosted by$"
        r"|^about (?:the|this|our|us)\b|\bbackground\b|\bcontext\b|^(?:what|who) (?:is|are) (?:the|an?|we)\b"
        r"|\bintroduction\b|\bwhy (?:are|do) (?:we|you)\b",
        "about",
    ),
    (r"\b(?:equality|equalities|diversity|inclusion)\b", "more"),
)

NUMBERS = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
OFTEN = r"(?:week|month|quarter|year|annum)"

SENTENCE_SIGNS: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:complain\w*|unhappy|(?:go|goes|went) wrong)\b.{0,120}\b(?:to|with)\b"
        r"|\b(?:to|with)\b.{0,120}\b(?:complain\w*|unhappy|(?:go|goes|went) wrong)\b",
        "concerns_to",
    ),
    (
        r"\b(?:can ?not|are not able to|unable to) (?:take|accept|appoint)\b.{0,80}\b(?:people|anyone|who)\b"
        r"|\bnot open to\b",
        "cannot_apply",
    ),
    (r"\b(?:may|can)\b.{0,20}\b(?:stop|leave|step down)\b.{0,30}\b(?:time|whenever|moment)\b", "at_end"),
    (
        r"\b(?:would|will) (?:then )?hear (?:back )?from us\b|\bwe (?:will )?tell (?:you|everyone) by\b",
        "hear_by",
    ),
    (
        r"\b(?:closing date|deadline for|apply by|applications? (?:close|must be|should be received))\b"
        r"|^(?:closing|deadline)\b",
        "closes_note",
    ),
    (
        r"£\s?\d.*\b(?:hour|hr|day|meeting|session|week|month|year|annum)s?\b"
        r"|\b(?:involvement|participation) payments?\b|\bhonorari(?:um|a)\b"
        r"|\b(?:committee|attendance) fees?\b"
        r"|\bunpaid\b|\bexpenses[- ]only\b|\broles? (?:is|are) (?:entirely )?voluntary\b|\bvoluntary roles?\b"
        r"|\byou will be (?:paid|compensated)\b|\b(?:state|welfare) benefits\b|\bnational insurance\b",
        "payment_note",
    ),
    (
        r"\b(?:taxis?|mileage|parking|childcare|child ?minder|baby ?sitter|sitter|sit with)\b"
        r"|\bexpenses\b|\btravel (?:costs|is|will be) \w+|\breimburs\w+|\bcosts? of travel\b"
        r"|\bpay for (?:your )?travel\b",
        "expenses",
    ),
    (
        rf"\b(?:stay|serve)\b.{{0,12}} for (?:about |at least |up to )?{NUMBERS} (?:months?|years?)\b"
        r"|\bterm of (?:office|appointment|membership)\b|\bfixed[- ]term\b"
        r"|\b(?:appointed|appointments? (?:is|are)) for\b"
        r"|\bfor an? (?:initial )?(?:period|term) of\b|\bextend(?:ed|ing)? (?:the|your) (?:role|term)\b",
        "term_note",
    ),
    (
        r"\bgets? together (?:on|every|each)\b|\b(?:each|they) (?:one )?(?:lasts?|takes?) .{0,20}\bhours?\b"
        r"|\breading\b.{0,40}\bhours?\b|\bhours?\b.{0,20}\bto read\b"
        rf"|\b(?:meetings|sessions|days) (?:a|per|each|every) {OFTEN}\b"
        rf"|\btime commitment\b|\b(?:hours?|days?) (?:per|a|each|every) {OFTEN}\b"
        r"|\b(?:meets?|meetings?)\b.*\b(?:weekly|monthly|quarterly|times an?|times per|twice|once|per)\b"
        rf"|\b(?:meets?|meetings?)\b.*\b(?:every|each) {OFTEN}"
        rf"|\bmeetings? (?:last|take) (?:about |around |up to )?{NUMBERS}\b",
        "time_note",
    ),
    (
        r"\b(?:must|need to|have to|should) (?:be )?(?:resident|live|living|reside)\b"
        r"|\bresident (?:with)?in\b|\bopen to (?:people|anyone|residents) (?:who live|living|in)\b",
        "residence",
    ),
    (r"\b(?:another|alternative|different|other|accessible) formats?\b", "other_formats"),
    (
        r"\binformal (?:discussion|chat|conversation|talk)\b|\bquestions about (?:the|this)\b"
        r"|\b(?:further|more) information (?:about|on|please|contact)\b|\bfind out more\b",
        "ask_first",
    ),
    (r"\bcontact\b.*(?:@|\d{5})|\b(?:phone|ring|call|email)\b.*(?:@|\d{5})", "contact_details"),
    (
        r"\b(?:would|will) be your (?:main )?(?:point of )?contact\b|\byour (?:named )?contact (?:is"
        r"|would|will)\b",
        "contact_details",
    ),
    (r"\b(?:ring|call|meet|visit)s? you\b.{0,40}\b(?:before|after)\b.{0,20}\bmeetings?\b", "support"),
    (
        r"\binterviews?\b|\bshortlist\w*\b"
        r"|\b(?:chat|talk|speak|meet)\b.{0,20}\beveryone who (?:applies|asks)\b|\bvisit you to talk\b",
        "chosen_how",
    ),
    (r"\bsend (?:back|in) the\b|\bfill in the\b.{0,60}\bform\b", "how_to_apply"),
    (r"\b(?:to apply|application form|your cv|a cv|expression of interest)\b", "how_to_apply"),
    (r"\bdial in\b|\bget together in\b|\bis held (?:at|in)\b|\btakes? place (?:at|in)\b", "where_note"),
    (r"\bwe (?:post|send|email)\b.{0,20}\bpapers\b.{0,20}\bbefore\b", "our_duties"),
    (r"\b(?:held|meet|take place|join|mostly) (?:remotely|online|virtually|in person)\b", "where_note"),
    (r"\bvia (?:microsoft )?(?:teams|zoom)\b|\bon (?:microsoft )?(?:teams|zoom)\b", "where_note"),
    (r"\b(?:is|are|would be) desirable\b", "desirable"),
    (r"\b(?:is|are) essential\b", "essential"),
    (r"\btraining\b.*\b(?:provided|offered|given|available)\b", "training"),
    (r"\b(?:provide|offer|give|receive)\b.*\btraining\b", "training"),
    (r"\b(?:dbs|disclosure and barring)\b|\breferences will be\b", "checks"),
    (r"\bconfidential\w*\b", "confidentiality"),
)

FREE = ("", "about", "purpose", "closes_note")
"""Fields in which a sentence about something else is found a place of its own."""
ALSO: dict[str, tuple[str, ...]] = {
    "payment_note": ("payment_note", "expenses"),
    "how_to_apply": ("how_to_apply", "closes_note", "other_formats", "ask_first", "chosen_how", "hear_by"),
    "contact_details": ("contact_details", "support"),
    "support": ("support", "contact_details"),
    "suits": ("suits", "cannot_apply"),
    "time_note": ("time_note", "residence", "payment_note", "expenses"),
    "term_note": ("term_note", "payment_note", "expenses"),
}
"""Fields whose sentences may belong to a few others: the signs that are looked for there, its own first."""
