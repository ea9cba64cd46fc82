"""What the network kept in spreadsheets before: hours and payments that came in, and a list that waits."""

from contributors.accounts.models import User
from contributors.people.importing.actions import receiving, working
from contributors.people.importing.models import PeopleImport
from coproduce.demo.cast import Cast
from coproduce.demo.story import ago
from coproduce.foundation.documents.tables import read_table

HOURS = """Name,Email,Date,Hours,Activity
{aled},{aled_email},3 April 2024,2:30,Steering group
{aled},{aled_email},8 May 2024,1:30,Reading letters
{carys},{carys_email},3 April 2024,2:30,Steering group
"""
PAYMENTS = """Name,Email,Date paid,Type,Amount,What for
{aled},{aled_email},30 April 2024,Fee,75.00,Steering group
{aled},{aled_email},30 April 2024,Expense,6.40,Bus
{carys},{carys_email},30 April 2024,Fee,75.00,Steering group
"""
PEOPLE = """Name,E-mail,Mobile,Born
Nia Parry,nia.parry@example.org,07700 900118,1988
{aled},another.mailbox@example.org,,
Owain Rees,owain.rees@,07700 900119,1975
Mair Lloyd,,1.23E+07,1959
"""


def bring_in(cast: Cast) -> None:
    """Bring in what was before; a list of people is sent, and waits to be looked at."""
    priya = cast.user("priya")
    with ago(30):
        for kind, text in (("hours", HOURS), ("payments", PAYMENTS)):
            working.send_in(_read(cast, priya, kind, text), by=priya)
    with ago(1):
        _read(cast, priya, "people", PEOPLE)


def _read(cast: Cast, by: User, kind: str, text: str) -> PeopleImport:
    """Read a file and check its rows, with the columns as their headings say."""
    facts: dict[str, str] = {}
    for name in ("aled", "carys"):
        facts |= {name: cast.public[name].name, f"{name}_email": cast.public[name].email}
    table = read_table(text.format(**facts).encode(), f"{kind} 2024.csv")
    imported = receiving.receive(table, organisation=cast.network, kind=kind, by=by)
    words = {"source": "Our spreadsheet of 2024", "consent": "They ticked “keep in touch”"}
    return receiving.say_columns(imported, by=by, mapping=imported.mapping, **words)
