"""What the database itself refuses about money, whoever asks.

The journal is only added to, an entry comes to nothing, a payment stays as it was frozen, and
nobody releases a run that pays themselves.
"""

from django.db import migrations

from coproduce.foundation.append_only import AppendOnlyTriggers, FrozenColumns

APPEND_ONLY = (
    "expenses_journalentry",
    "expenses_journalline",
    "expenses_leftout",
    "expenses_paymentresult",
    "expenses_confirmation",
    "expenses_reply",
    "expenses_advanceuse",
    "expenses_declaration",
    "expenses_match",
    "expenses_reconciled",
    "expenses_relative",
    "expenses_topup",
)
PAYMENT = (
    "run_id", "claim_id", "person_id", "payee_name", "amount_pence", "method", "charity", "bank_details_id",
    "reference", "again",
)
LINE = ("run_id", "payment_id", "claim_line_id", "kind", "amount_pence")
SAID_BY_BANK = ("report_id", "number", "reference", "said", "why", "amount_pence", "on")
FILE = ("run_id", "format", "name", "sha256", "rows", "total_pence", "made_at")

OWN_CLAIM = """
SELECT 1 FROM expenses_payment JOIN contributors_person ON contributors_person.id = expenses_payment.person_id
WHERE expenses_payment.run_id = NEW.id AND expenses_payment.live
AND contributors_person.account_id = NEW.released_by_id
"""

POSTGRES = [
    f"""
CREATE OR REPLACE FUNCTION refuse_own_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.released_by_id IS NOT NULL AND EXISTS ({OWN_CLAIM}) THEN
    RAISE EXCEPTION 'nobody releases a payment to themselves' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER expenses_paymentrun_not_own BEFORE UPDATE OF released_by_id ON expenses_paymentrun
FOR EACH ROW EXECUTE FUNCTION refuse_own_payment();
""",
    """
CREATE OR REPLACE FUNCTION entry_comes_to_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked bigint;
BEGIN
  IF TG_TABLE_NAME = 'expenses_journalentry' THEN checked := NEW.id; ELSE checked := NEW.entry_id; END IF;
  IF COALESCE((SELECT SUM(amount_pence) FROM expenses_journalline WHERE entry_id = checked), 1) <> 0 THEN
    RAISE EXCEPTION 'the lines of journal entry % do not come to nothing', checked USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER expenses_journalentry_balances AFTER INSERT ON expenses_journalentry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_comes_to_nothing();
CREATE CONSTRAINT TRIGGER expenses_journalline_balances AFTER INSERT ON expenses_journalline
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_comes_to_nothing();
""",
]
# SQLite can put nothing off to the end of a transaction: there the ledger's own check stands alone.
SQLITE = [
    f"""
CREATE TRIGGER expenses_paymentrun_not_own BEFORE UPDATE OF released_by_id ON expenses_paymentrun
WHEN NEW.released_by_id IS NOT NULL AND EXISTS ({OWN_CLAIM})
BEGIN SELECT RAISE(ABORT, 'nobody releases a payment to themselves'); END
""",
]


def raise_walls(apps, schema_editor):
    """Create the triggers that fit this database."""
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("expenses", "0003_second_walls"), ("contributors", "0001_initial")]

    operations = [
        *(AppendOnlyTriggers(table) for table in APPEND_ONLY),
        FrozenColumns("expenses_payment", PAYMENT),
        FrozenColumns("expenses_paymentline", LINE),
        FrozenColumns("expenses_bankfile", FILE),
        FrozenColumns("expenses_reportline", SAID_BY_BANK),
        migrations.RunPython(raise_walls, migrations.RunPython.noop),
    ]
