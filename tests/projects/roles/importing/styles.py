"""One description for each style that published ones have, in our own words, with every fact it states.

Of each: its text, where its lines belong, and what is offered as a fact. Facts are as people read them.
"""

JOB_BOARD = """Patient Partner | Harbour Community Trust

Posting date: | 4 January 2027 |
---|---|
Salary: | Not specified |
Hours: | Part time |
Closing date: | 29 January 2027 |
Location: | Quay House, BS1 4RW |
Company: | Harbour Community Trust |

Job summary
We want a partner who asks hard questions about leaving hospital.

Main duties of the job

This role includes:

  • Reading letters that go to patients
  • Sitting in at two walk-rounds

Involvement Payment / Expenses

Partners are paid £150 per day, or £75 half day. Bus and train fares are refunded as expenses.
"""

LETTER_OF_OLD = """                Role Description: Lay Reader

Position:               Lay Reader, Medicines Panel
Duration:               The usual term of office is three years
Payment:                Readers are paid by the university, once the panel has met
                        and the forms are in.

                        A daily rate of £120 is paid which covers the meeting and
                        the reading before it.

                        Readers can claim expenses for a carer at home.

Principal Responsibilities

1. To come to the panel. Panel meetings are held five times a year and
   take a whole morning.

2. To say what a leaflet would mean to somebody at home.
"""

PROSE = """Two voices wanted for the kidney network

The Kidney Network joins eight clinics. We wish to appoint two public representatives to its steering group. \
The steering group meets as a minimum six times per year and the term of office is 2 years. A small honorarium is \
payable in line with national guidance. Applicants must be resident within the county. For further information \
please ring Ada Moss on 01632 960 144. The closing date for applications is Friday 12 March 2027 at 5pm.
"""

QUESTIONS = """# Sleep Study Advisers

## What is this study about?
Shift workers sleep badly. We try a phone app.
## What would I be asked to do?
- Try the app for a week
- Tell us what annoys you
## How often will we meet?
The group meets quarterly for 90 minutes, in the evening.
## Where do we meet?
Online via Zoom
## Do I get anything for my time?
We give a £20 voucher for each meeting.
## Do I have to be an expert?
No. We are looking for people who work nights.
## When does it start?
TBC
## Who can I contact with questions?
Sam Reed, 01632 960 155.
"""

NUMBERED = """LAY MEMBER OF THE ETHICS BOARD

1.Background
The board looks at research with children.

2.Your responsibilities:
  1. Read four studies a month
  2. Come to the meeting

3. Period of appointment
You are appointed for 3 years, which can be renewed once for a further 3 years.

4. Resignation
Write to the chair, a month before.

5. Attendance
2-3 hours per meeting plus prep.

6. Honorarium
To be agreed

7. DBS
A basic DBS check is needed.

8. Voting
Lay members have full voting rights.

9. Parrots
They may come along.
"""

ALTERNATING = """Trustee with experience of stroke

Unpaid, but we cover travel as expenses
Closing date
22 Feb 2027
Start date
1 April 2027

Our charity runs choirs for people after a stroke.

Purpose of the role

Trustees look after the charity's money and good name.
"""

COUNTED_QUESTIONS = """Garden Club Advisers

  1. What is an adviser?

    Someone who likes gardens, and says so.Fares are paid back as expenses.

  2. Who can help?

    Anyone.

  3. What do you need me to do?

    Walk round with us.

  4. Why do you need me?

    We see plants; you see steps.
"""

STYLES = {
    "counted_questions": (
        COUNTED_QUESTIONS,
        {
            "about": "Someone who likes gardens, and says so.",
            "expenses": "Fares are paid back as expenses.",
            "suits": "Anyone.",
            "activities": "Walk round with us.",
        },
        [],
    ),
    "job_board": (
        JOB_BOARD,
        {
            "closes_note": "29 January 2027",
            "where_note": "Quay House, BS1 4RW",
            "time_note": "Part time",
            "activities": "Sitting in at two walk-rounds",
            "payment_note": "Partners are paid £150 per day, or £75 half day.",
            "expenses": "Bus and train fares are refunded as expenses.",
        },
        [
            "Apply by Friday 29 January 2027.",
            "£150.00 for each day",
            "£75.00 for each half day",
        ],
    ),
    "letter_of_old": (
        LETTER_OF_OLD,
        {
            "term_note": "The usual term of office is three years",
            "payment_note": "Readers are paid by the university, once the panel has met and the forms are in.",
            "expenses": "Readers can claim expenses for a carer at home.",
            "activities": "To say what a leaflet would mean to somebody at home.",
        },
        [
            "It usually lasts 3 years.",
            "£120.00 for each day",
            "The fee covers reading and preparing.",
            "Meetings: 5 a year",
        ],
    ),
    "prose": (
        PROSE,
        {
            "residence": "Applicants must be resident within the county.",
            "payment_note": "A small honorarium is payable in line with national guidance.",
            "ask_first": "For further information please ring Ada Moss on 01632 960 144.",
            "closes_note": "The closing date for applications is Friday 12 March 2027 at 5pm.",
            "term_note": "the term of office is 2 years.",
        },
        [
            "2 people",
            "It lasts 2 years.",
            "Meetings: at least 6 a year",
            "We pay a fee. How much is still to be agreed.",
            "Apply by 5pm on Friday 12 March 2027, UK time.",
        ],
    ),
    "questions": (
        QUESTIONS,
        {
            "about": "Shift workers sleep badly. We try a phone app.",
            "activities": "Tell us what annoys you",
            "time_note": "The group meets quarterly for 90 minutes, in the evening.",
            "where_note": "Online via Zoom",
            "payment_note": "We give a £20 voucher for each meeting.",
            "starts_note": "TBC",
            "contact_details": "Sam Reed, 01632 960 155.",
        },
        [
            "Meetings: 1 every three months, 90 minutes each",
            "On weekday evenings",
            "Online",
            "£20.00 for each meeting",
            "How it is paid: voucher",
            "The start in your own words: to be agreed",
        ],
    ),
    "numbered": (
        NUMBERED,
        {
            "about": "The board looks at research with children.",
            "activities": "Come to the meeting",
            "term_note": "You are appointed for 3 years, which can be renewed once for a further 3 years.",
            "at_end": "Write to the chair, a month before.",
            "time_note": "2-3 hours per meeting plus prep.",
            "payment_note": "To be agreed",
            "checks": "A basic DBS check is needed.",
            "group_note": "Lay members have full voting rights.",
        },
        [
            "It lasts 3 years.",
            "It can go on for longer if we both agree, once at most, for 3 years each time.",
            "2 to 3 hours for each meeting",
            "Reading and preparing is extra time.",
            "More about payment: to be agreed",
            "DBS check: basic",
            "Yes, with the same vote as everyone else",
        ],
    ),
    "alternating": (
        ALTERNATING,
        {
            "payment_note": "Unpaid, but we cover travel as expenses",
            "closes_note": "22 Feb 2027",
            "starts_note": "1 April 2027",
            "purpose": "Trustees look after the charity's money and good name.",
        },
        ["No fee, expenses only", "Apply by Monday 22 February 2027.", "It starts on Thursday 1 April 2027."],
    ),
}
