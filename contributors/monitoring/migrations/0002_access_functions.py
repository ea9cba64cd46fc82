"""On PostgreSQL the table is reached through functions only: nobody but its owner touches it.

A role named `monitoring_web`, where the installation has made one, may call the functions of
a person's own page and of the head count, and may not read a row (trust P3). `monitoring_jobs`, the role of
the worker, may call those of releases too. What was stopped is deleted again by marks, which name no token.
"""

from django.db import migrations

# SECURITY DEFINER: the functions run as the owner of the table, whoever calls them.
DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE FUNCTION answers_put(the_token text, the_unit text, the_question text, the_answer text,
                            the_words text, the_quarter text)
RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
  IF the_answer = '' THEN
    DELETE FROM monitoring_monitoringanswer WHERE token = the_token AND question = the_question;
    RETURN;
  END IF;
  INSERT INTO monitoring_monitoringanswer (id, token, unit, question, answer, own_words, quarter)
  VALUES (gen_random_uuid(), the_token, the_unit, the_question, the_answer, the_words, the_quarter)
  ON CONFLICT (token, question) DO UPDATE SET
    unit = excluded.unit, answer = excluded.answer,
    own_words = excluded.own_words, quarter = excluded.quarter;
END $$;

CREATE FUNCTION answers_get(the_token text)
RETURNS TABLE (question varchar, answer varchar, own_words text) LANGUAGE sql STABLE {DEFINER} AS $$
  SELECT a.question, a.answer, a.own_words FROM monitoring_monitoringanswer a WHERE a.token = the_token
$$;

CREATE FUNCTION answers_delete(the_token text)
RETURNS void LANGUAGE sql {DEFINER} AS $$
  DELETE FROM monitoring_monitoringanswer WHERE token = the_token
$$;

CREATE FUNCTION answers_delete_stopped(the_marks text[])
RETURNS bigint LANGUAGE sql {DEFINER} AS $$
  WITH gone AS (
    DELETE FROM monitoring_monitoringanswer
    WHERE encode(sha256(convert_to('stopped:' || token, 'UTF8')), 'hex') = ANY (the_marks)
    RETURNING token
  ) SELECT count(DISTINCT token) FROM gone
$$;

CREATE FUNCTION answers_people(the_unit text)
RETURNS bigint LANGUAGE sql STABLE {DEFINER} AS $$
  SELECT count(DISTINCT token) FROM monitoring_monitoringanswer WHERE unit = the_unit
$$;

CREATE FUNCTION answers_tally(the_unit text)
RETURNS TABLE (question varchar, answer varchar, people bigint) LANGUAGE sql STABLE {DEFINER} AS $$
  SELECT a.question, a.answer, count(*) FROM monitoring_monitoringanswer a
  WHERE a.unit = the_unit GROUP BY a.question, a.answer
$$;

CREATE FUNCTION answers_shuffle()
RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
  LOCK TABLE monitoring_monitoringanswer IN SHARE ROW EXCLUSIVE MODE;
  CREATE TEMP TABLE shuffled AS
    SELECT * FROM public.monitoring_monitoringanswer ORDER BY random();
  DELETE FROM public.monitoring_monitoringanswer;
  INSERT INTO public.monitoring_monitoringanswer SELECT * FROM shuffled;
  DROP TABLE shuffled;
END $$;
"""

OWN_PAGE = (
    "answers_put(text, text, text, text, text, text)",
    "answers_get(text)",
    "answers_delete(text)",
    "answers_delete_stopped(text[])",
    "answers_people(text)",
)
ALL = (*OWN_PAGE, "answers_tally(text)", "answers_shuffle()")

GRANTS = f"""
REVOKE ALL ON monitoring_monitoringanswer FROM PUBLIC;
REVOKE ALL ON FUNCTION {", ".join(ALL)} FROM PUBLIC;
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'monitoring_web') THEN
    GRANT EXECUTE ON FUNCTION {", ".join(OWN_PAGE)} TO monitoring_web;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'monitoring_jobs') THEN
    GRANT EXECUTE ON FUNCTION {", ".join(ALL)} TO monitoring_jobs;
  END IF;
END $$;
"""


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTIONS, params=None)
        schema_editor.execute(GRANTS, params=None)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {', '.join(ALL)}", params=None)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]
