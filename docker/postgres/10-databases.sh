#!/bin/sh
# Runs once, when the data volume is empty. Two databases, each with an owner of its own:
# whoever holds the password of one cannot even connect to the other.
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

psql --set ON_ERROR_STOP=1 --set password="${MONITORING_WEB_DB_PASSWORD:?}" --username "$POSTGRES_USER" postgres <<'SQL'
CREATE ROLE monitoring_web LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
GRANT CONNECT ON DATABASE monitoring TO monitoring_web;
SQL
