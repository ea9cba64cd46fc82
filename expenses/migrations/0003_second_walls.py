"""What the database refuses even when the code is passed by.

Nobody decides on their own claim, on a relative's, or on one they typed for somebody. Nobody checks their
own bank details. Nobody decides on money in advance for themselves, or gives it to themselves. An approved
policy's rates and rules stay as they were approved. One rate has one version a day. How bank files are
written stays as it was suggested.
These rules span tables or rows, so they are triggers: the same ones on PostgreSQL and on SQLite.
"""

from django.db import migrations

OWN = """
    NEW.decided_by_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM expenses_claim c JOIN contributors_person p ON p.id = c.person_id
        WHERE c.id = {claim} AND (p.account_id = NEW.decided_by_id OR c.typed_by_id = NEW.decided_by_id))
"""
RELATIVE = """
    NEW.decided_by_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM expenses_claim c JOIN expenses_relative r ON r.person_id = c.person_id
        WHERE c.id = {claim} AND r.user_id = NEW.decided_by_id)
"""
OWN_ADVANCE = """
    EXISTS (SELECT 1 FROM contributors_person p WHERE p.id = NEW.person_id
        AND (p.account_id = NEW.decided_by_id OR p.account_id = NEW.given_by_id))
"""
ADVANCE_CHANGED = "NEW.amount_pence <> OLD.amount_pence OR NEW.person_id <> OLD.person_id"
SAID_ABOUT_FILES = (
    "ref", "organisation_id", "version", "format", "days_ahead", "columns", "heading_row", "separator", "day_format",
    "unit", "service_user_number", "account_name", "tail", "made_by_id", "made_at",
)
OWN_BANK = """
    NEW.checked_by_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM contributors_person p WHERE p.id = NEW.person_id AND p.account_id = NEW.checked_by_id)
"""
IN_FORCE = "EXISTS (SELECT 1 FROM expenses_policy p WHERE p.id = {row}.policy_id AND p.status <> 'draft')"
SHARE_A_DAY = """
    AND COALESCE(r.effective_from, '0001-01-01') <= COALESCE(NEW.effective_to, '9999-12-31')
    AND COALESCE(NEW.effective_from, '0001-01-01') <= COALESCE(r.effective_to, '9999-12-31')
"""
TWO_RATES = """
    EXISTS (SELECT 1 FROM expenses_rate r
        WHERE r.policy_id = NEW.policy_id AND r.id <> COALESCE(NEW.id, 0) AND r.label = NEW.label
        AND r.role_tier = NEW.role_tier AND r.lower_operator = NEW.lower_operator
        AND COALESCE(r.lower_minutes, 0) = COALESCE(NEW.lower_minutes, 0)
        AND r.upper_operator = NEW.upper_operator
        AND COALESCE(r.upper_minutes, 0) = COALESCE(NEW.upper_minutes, 0)
""" + SHARE_A_DAY + ")"
TWO_MILEAGE_RATES = """
    EXISTS (SELECT 1 FROM expenses_mileagerate r
        WHERE r.policy_id = NEW.policy_id AND r.id <> COALESCE(NEW.id, 0) AND r.vehicle = NEW.vehicle
        AND (r.band = NEW.band OR r.band = 'all' OR NEW.band = 'all')
""" + SHARE_A_DAY + ")"



# (name, table, events, condition, words)
WALLS = [
    ("claim_own_decision", "expenses_claim", "INSERT UPDATE", OWN.format(claim="NEW.id"),
     "nobody decides on their own claim"),
    ("claim_line_own_decision", "expenses_claimline", "INSERT UPDATE", OWN.format(claim="NEW.claim_id"),
     "nobody decides on their own claim"),
    ("claim_of_a_relative", "expenses_claim", "INSERT UPDATE", RELATIVE.format(claim="NEW.id"),
     "nobody decides on a claim of a relative"),
    ("claim_line_of_a_relative", "expenses_claimline", "INSERT UPDATE", RELATIVE.format(claim="NEW.claim_id"),
     "nobody decides on a claim of a relative"),
    ("advance_own", "expenses_advance", "INSERT UPDATE", OWN_ADVANCE, "nobody decides on or gives their own advance"),
    ("advance_stays", "expenses_advance", "UPDATE", ADVANCE_CHANGED, "an advance stays as it was asked for"),
    ("bank_own_check", "expenses_bankdetails", "INSERT UPDATE", OWN_BANK, "nobody checks their own bank details"),
    ("rate_one_version", "expenses_rate", "INSERT UPDATE", TWO_RATES, "two versions of one rate share a day"),
    ("mileage_one_version", "expenses_mileagerate", "INSERT UPDATE", TWO_MILEAGE_RATES,
     "two versions of one rate share a day"),
    ("policy_in_force_stays", "expenses_policy", "DELETE", "OLD.status <> 'draft'", "an approved policy stays"),
    ("file_settings_stay", "expenses_filesettings", "UPDATE",
     " OR ".join(f"NEW.{column} <> OLD.{column}" for column in SAID_ABOUT_FILES),
     "file settings stay as they were suggested"),
    ("file_settings_kept", "expenses_filesettings", "DELETE", "1 = 1", "file settings stay as they were suggested"),
]
for table in ("expenses_rate", "expenses_mileagerate", "expenses_expenserule"):
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        WALLS.append((f"{table.removeprefix('expenses_')}_in_force_{event.lower()}", table, event,
                      IN_FORCE.format(row=row), "an approved policy stays as it was approved"))


def raise_walls(apps, schema_editor):
    for name, table, events, condition, words in WALLS:
        make = on_postgres if schema_editor.connection.vendor == "postgresql" else on_sqlite
        for statement in make(name, table, events.split(), condition, words):
            schema_editor.execute(statement, params=None)


def on_postgres(name, table, events, condition, words):
    condition = condition.replace("'0001-01-01'", "DATE '0001-01-01'").replace("'9999-12-31'", "DATE '9999-12-31'")
    answer = "OLD" if events == ["DELETE"] else "NEW"
    yield (
        f"CREATE FUNCTION wall_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; RETURN {answer}; END $$"
    )
    yield (
        f"CREATE TRIGGER wall_{name} BEFORE {' OR '.join(events)} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION wall_{name}()"
    )


def on_sqlite(name, table, events, condition, words):
    for event in events:
        # The id of a new row is not known before it is inserted; AFTER sees it, and ABORT undoes it all the same.
        yield (
            f"CREATE TRIGGER wall_{name}_{event.lower()} {'BEFORE' if event == 'DELETE' else 'AFTER'} {event} "
            f"ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )


def take_down(apps, schema_editor):
    for name, table, events, _condition, _words in WALLS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS wall_{name}() CASCADE")
        else:
            for event in events.split():
                schema_editor.execute(f"DROP TRIGGER IF EXISTS wall_{name}_{event.lower()}")


class Migration(migrations.Migration):
    dependencies = [("expenses", "0002_published_rates"), ("contributors", "0001_initial")]
    operations = [migrations.RunPython(raise_walls, take_down)]
