#!/bin/sh
# Runs once, when the data volume is empty. Two databases, each with an owner of its own:
# whoever holds the password of one cannot even connect to the other. Owners run migrations only.
# coproduce_app is what web, worker and beat connect as: it owns nothing, and `migrate` gives it its rights.
# monitoring_jobs is what the worker connects as: it may call every function and read no row.
# monitoring_web holds the door of the equality answers only: it may call functions and read no row.
set -eu

create() { # name password
  psql --set ON_ERROR_STOP=1 --set name="$1" --set password="$2" --username "$POSTGRES_USER" postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE DATABASE :"name" OWNER :"name" ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

create coproduce "${COPRODUCE_DB_PASSWORD:?}"
create monitoring "${MONITORING_DB_PASSWORD:?}"

user() { # name database password
  psql --set ON_ERROR_STOP=1 --set name="$1" --set database="$2" --set password="$3" --username "$POSTGRES_USER" postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
GRANT CONNECT ON DATABASE :"database" TO :"name";
SQL
}

user coproduce_app coproduce "${COPRODUCE_APP_DB_PASSWORD:?}"
user monitoring_web monitoring "${MONITORING_WEB_DB_PASSWORD:?}"
user monitoring_jobs monitoring "${MONITORING_JOBS_DB_PASSWORD:?}"
