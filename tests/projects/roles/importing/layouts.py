"""Three more layouts, in our own words: bold lead-ins, a plain table of two columns, a letter.

As in `styles`: the text, where its lines belong, and every fact that is offered.
"""

BOLD = """Community Voice – Renal Transport Review

**The work:** Three firms drive people to dialysis and home again. Patients say they wait too long. The review will set new rules for the firms.

**Your part:**
• **Listen** to about ten patients on the ward
• **Test** the new booking line
• **Speak up** at review days

**Days and hours:** Five review days between April and September 2027, each 10am to 3pm with lunch. Allow an hour beforehand to read.

**Money:** £150 a day. We also give £10 towards phone calls. Travel is arranged for you.

**Where:** The Guildhall, Hereford. Level access and a hearing loop.

**Good to have:** You drive or have driven for others.

**You must:** Be on dialysis now, or have been in the last two years.

**Not for:** Employees of any of the three firms.

**Backing you up:** Jo Penrose, review officer – 01632 960 411 – answers within two days.

**Unhappy?** Write to the chair of Healthwatch Herefordshire.

**Getting picked:** Two patients and a manager read all the forms. Short phone talks on 10 and 11 March 2027.

**Send your form to:** voices@example.org before 1 March 2027.

**Afterwards:** We post you the new rules with your changes marked.
"""

TABLE = """Public Adviser to the Maternity Safety Forum

What is this? | A voluntary position with an honorarium
Hosted by | Northfield and Wye Hospitals
Reason for the post | The Forum reads every serious incident. Families told us that their questions were missing.
You will | Read six summaries each quarter; ask the questions that a family would ask; help to write the reply
Commitment | 4 Forum meetings per year of 3 hours, and half a day of reading before each
Period | 2 years from 1 April 2027, extendable once by 1 year
Honorarium | £75 per half day, £150 for a full day
Out-of-pocket costs | Mileage, parking and childcare
Base | Ross-on-Wye; joining by video is possible
Must have | Used maternity care in the last five years
Would be a bonus | Having sat on a school or parish council
Numbers | 3 advisers
Preparing you | A half-day welcome, and a reading buddy for six months
Looks after you | Head of Patient Experience, Ola Banjo
Privacy | You sign a confidentiality statement
Vetting | A basic DBS check, paid by us
Apply | Send a page about yourself to forum@example.org
Last date | 5 p.m. on 19 February 2027
Panel day | 4 March 2027
"""

LETTER = """Dear neighbour

Would you join the steering group of our falls study?

You would come to four meetings a year. Each lasts two hours and is held at the Corn Exchange in Louth, with tea. \
We post the papers ten days before. Reading them takes most people about three hours.

You may of course stop whenever you like and you need not tell us why.

We pay £100 for each meeting, which includes the reading. Your taxi is booked by us.

Sadly we cannot take people who are in another falls trial. Ms Priti Rao would be your contact. Should anything go \
wrong you can turn to Dr Helen Fisk. You will hear from us by the end of March.
"""

LAYOUTS = {
    "bold lead-ins": (
        BOLD,
        {
            "about": "Three firms drive people to dialysis and home again.",
            "their_duties": "Speak up at review days",
            "time_note": "Five review days between April and September 2027",
            "payment_note": "£150 a day.",
            "expenses": "Travel is arranged for you.",
            "where_note": "The Guildhall, Hereford.",
            "desirable": "You drive or have driven for others.",
            "essential": "Be on dialysis now",
            "cannot_apply": "Employees of any of the three firms.",
            "support": "Jo Penrose",
            "concerns_to": "Write to the chair",
            "chosen_how": "Two patients and a manager read all the forms.",
            "how_to_apply": "voices@example.org",
            "at_end": "We post you the new rules",
        },
        ["£150.00 for each day"],
    ),
    "plain table": (
        TABLE,
        {
            "about": "Northfield and Wye Hospitals",
            "purpose": "Families told us that their questions were missing.",
            "activities": "Read six summaries each quarter",
            "time_note": "4 Forum meetings per year of 3 hours",
            "term_note": "2 years from 1 April 2027",
            "payment_note": "£75 per half day",
            "expenses": "Mileage, parking and childcare",
            "where_note": "Ross-on-Wye",
            "essential": "Used maternity care",
            "desirable": "parish council",
            "places_note": "3 advisers",
            "support": "Ola Banjo",
            "closes_note": "5 p.m. on 19 February 2027",
        },
        [
            "It lasts 2 years.",
            "It can go on for longer if we both agree, once at most.",
            "£75.00 for each half day",
            "£150.00 for each day",
            "3 people",
            "DBS check: basic",
            "Apply by Friday 19 February 2027.",
        ],
    ),
    "letter": (
        LETTER,
        {
            "time_note": "Each lasts two hours",
            "our_duties": "We post the papers ten days before.",
            "at_end": "You may of course stop whenever you like",
            "payment_note": "We pay £100 for each meeting",
            "expenses": "Your taxi is booked by us.",
            "cannot_apply": "Sadly we cannot take people",
            "contact_details": "Ms Priti Rao would be your contact.",
            "concerns_to": "Dr Helen Fisk",
            "hear_by": "You will hear from us",
        },
        [
            "4 meetings a year",
            "Meetings: 4 a year, two hours each",
            "£100.00 for each meeting",
            "The fee covers reading and preparing.",
        ],
    ),
}
