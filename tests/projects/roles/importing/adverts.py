"""Three descriptions in the style of real adverts, written for these tests: as text, and as Word makes them."""

import io

import docx

TRUST_TEXT = """PATIENT SAFETY PARTNER

Role title: Patient Safety Partner
Reports to: Head of Patient Safety
Closing date: 23 March 2027 at 12 noon

About the Trust

Wexbridge Hospitals NHS Trust runs two hospitals and nine clinics.
We want patients at the table when we look at how to make care safer.

Main duties:
• Sit on the Patient Safety Group as an equal member
• Read reports before each meeting
• Ask the questions a patient would ask

Time commitment
At least 2 days a month, including preparation. Meetings are on weekday mornings.

Remuneration
£150 per day or £75 per half day. You will not be an employee of the Trust.

Tenure
Minimum of 24 months, reviewed after the first year.

Person specification: essential
1. Lived experience of hospital care in the last 5 years
2. Able to listen to different views

Person specification: desirable
1. Has sat on a committee before

Parking and meals
There is a free car park on Quay Street. Meals are half price.

How to apply
Ring Dana Poole on 01632 960 011, or write to her. We can take your answers by phone.
"""

CHARITY_TEXT = """Kindly Hearts: Lived Experience Adviser (volunteer)
==============================================

# What will you be doing?
- Help us choose what to campaign on
- Meet our trustees twice a year

# Expenses
Travel, lunch and care for someone you look after.

# Will I be paid?
This is an unpaid role, expenses only.

# How long does the role last?
About a year. We can talk about going on.

# Where
Online; one day in Leeds in June.

# Our story
Kindly Hearts began in a kitchen in 1987. 💚
مرحبا – everyone is welcome.

# Deadline
31 February 2027
"""


def committee_word() -> bytes:
    """A research committee's role description: headings, lists, tables, a text at the foot of the page."""
    file = docx.Document()
    file.add_heading("Public member, Steering Committee", 0)
    table = file.add_table(rows=0, cols=2)
    for name, words in [
        ("Role title", "Public member of the BREATHE trial steering committee"),
        ("Accountable to", "The independent chair"),
        ("Number of places", "Two public members"),
        ("Term of office", "36 months"),
    ]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, words
    file.add_heading("1. Background", 1)
    file.add_paragraph("The BREATHE trial compares two inhalers.")
    file.add_heading("2. Responsibilities", 1)
    for words in ("Read the protocol before each meeting", "Say what matters to people with asthma"):
        file.add_paragraph(words, style="List Bullet")
    file.add_heading("Between meetings", 2)
    file.add_paragraph("Answer short questions by email.")
    file.add_heading("3. Person specification", 1)
    table = file.add_table(rows=0, cols=3)
    for row in [
        ("Area", "Essential", "Desirable"),
        ("Experience", "Lives with asthma\nOr cares for someone who does", "Took part in a study"),
        ("Skills", "Comfortable with reading papers", ""),
    ]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    paragraph = file.add_paragraph()
    paragraph.add_run("Payment and expenses").bold = True
    file.add_paragraph("£25 per hour for meetings and £12.50 per hour for reading. Travel is paid back.")
    file.add_heading("Meetings", 1)
    file.add_paragraph("Two to three meetings a year, each of 3 hours, on Teams.")
    file.add_heading("Interviews", 1)
    file.add_paragraph("Interviews are on 14 May 2027.")
    file.add_heading("Sustainability statement", 1)
    file.add_paragraph("We plant a tree for each meeting.")
    file.sections[0].footer.paragraphs[0].text = "Version 3.1, approved by the sponsor"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
