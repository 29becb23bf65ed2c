#!/bin/sh
# Entry of the PostgreSQL stand-in. Same promises as the official image's script, as far as our stack uses them:
# POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB (each also as NAME_FILE), POSTGRES_INITDB_ARGS, POSTGRES_HOST_AUTH_METHOD,
# PGDATA, /docker-entrypoint-initdb.d. A first start on an empty volume creates the cluster; an empty password is refused.
set -eu

say() { printf 'postgres-entrypoint: %s\n' "$*" >&2; }
fail() { say "error: $1"; [ $# -lt 2 ] || say "fix: $2"; exit 1; }

# `docker run IMAGE -c option=value` means the server, as in the official image; other commands run as they are.
case "${1:-postgres}" in -*) set -- postgres "$@" ;; esac
[ $# -gt 0 ] || set -- postgres
[ "$1" = postgres ] || exec "$@"

: "${PGDATA:=/var/lib/postgresql/data}"
export PGDATA
sockets=/var/run/postgresql

if [ "$(id -u)" = 0 ]; then
  # The socket directory is a volume shared with the backend. Whichever container comes first creates it with its own owner,
  # so ownership is taken at every start. What a kill left behind goes: the server refuses to start over an empty lock file,
  # and the backend takes a socket for a database that is there.
  mkdir -p "$PGDATA" "$sockets"
  rm -f "$sockets"/.s.PGSQL.*
  chmod 0700 "$PGDATA" || fail "cannot set the mode of $PGDATA" "give the volume a file system with Unix permissions"
  # Only what has another owner: the container may lack the right to touch more, and a big cluster takes long to walk twice.
  find "$PGDATA" ! -user postgres -exec chown postgres '{}' +
  find "$sockets" ! -user postgres -exec chown postgres '{}' +
  chmod 03775 "$sockets" 2>/dev/null || chmod 0775 "$sockets"
  exec setpriv --reuid=postgres --regid=postgres --init-groups --inh-caps=-all "$0" "$@"
fi

# NAME_FILE wins over nothing, and both together are a mistake, since one of them would be ignored without a word.
from_file() {
  eval "value=\${$1:-} file=\${$1_FILE:-}"
  if [ -n "$file" ]; then
    [ -z "$value" ] || fail "both $1 and $1_FILE are set" "set only one of them"
    [ -r "$file" ] || fail "$1_FILE names '$file', which cannot be read" "mount the secret there, readable for uid $(id -u)"
    value=$(cat "$file")
  fi
  [ -n "$value" ] || value=${2:-}
  export "$1=$value"
  unset "$1_FILE"
}
from_file POSTGRES_PASSWORD
from_file POSTGRES_USER postgres
from_file POSTGRES_DB "$POSTGRES_USER"
from_file POSTGRES_INITDB_ARGS

# A first start is made beside its final place and moved there when it is complete, so that a kill at any moment leaves
# either nothing or a finished cluster: the next start begins again, or finishes the move.
new=$PGDATA/.new
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  trap 'exit 143' INT TERM
  if [ ! -e "$new/complete" ]; then
    method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
    if [ -z "$POSTGRES_PASSWORD" ] && [ "$method" != trust ]; then
      fail "the database is not initialised and POSTGRES_PASSWORD is empty" \
        "set POSTGRES_PASSWORD to a non-empty value in .env (./build.sh Up --profile postgres does it)"
    fi
    foreign=$(find "$PGDATA" -mindepth 1 -maxdepth 1 ! -name .new ! -name lost+found -print -quit)
    [ -z "$foreign" ] || fail "$PGDATA holds '$foreign' but no PostgreSQL cluster" "give the service an empty volume"
    rm -rf "$new"
    mkdir -m 0700 "$new"
    say "creating a database cluster for user '$POSTGRES_USER' in $PGDATA"

    # The password goes through a pipe: never on a command line, never in a file on the volume.
    # shellcheck disable=SC2086 # POSTGRES_INITDB_ARGS is a list of words by definition.
    if [ -n "$POSTGRES_PASSWORD" ]; then
      printf '%s\n' "$POSTGRES_PASSWORD" |
        initdb -D "$new/cluster" --username="$POSTGRES_USER" --pwfile=/dev/stdin ${POSTGRES_INITDB_ARGS}
    else
      say "warning: POSTGRES_HOST_AUTH_METHOD=trust lets anyone who reaches the port in, without a password"
      initdb -D "$new/cluster" --username="$POSTGRES_USER" ${POSTGRES_INITDB_ARGS}
    fi
    printf '\nhost all all all %s\n' "$method" >>"$new/cluster/pg_hba.conf"

    # A server of its own for the first steps: no TCP, and a private socket, so that nobody takes it for the real one.
    PGPASSWORD=$POSTGRES_PASSWORD PGHOST=$new PGUSER=$POSTGRES_USER
    export PGPASSWORD PGHOST PGUSER
    pg_ctl -D "$new/cluster" -w -o "-c listen_addresses='' -c unix_socket_directories='$new'" start >/dev/null
    sql() { psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --quiet "$@"; }
    if [ "$POSTGRES_DB" != postgres ]; then
      printf 'CREATE DATABASE :"name";\n' | sql --dbname=postgres --set=name="$POSTGRES_DB"
    fi
    for script in /docker-entrypoint-initdb.d/*; do
      # shellcheck disable=SC1090 # Which scripts are there is the user's choice.
      case "$script" in
        *.sql) say "running $script"; sql --dbname="$POSTGRES_DB" --file="$script" ;;
        *.sh) say "running $script"; if [ -x "$script" ]; then "$script"; else . "$script"; fi ;;
      esac
    done
    pg_ctl -D "$new/cluster" -m fast -w stop >/dev/null
    unset PGPASSWORD PGHOST PGUSER
    touch "$new/complete"
    sync
  fi
  # PG_VERSION last: it is what says that the cluster is there.
  find "$new/cluster" -mindepth 1 -maxdepth 1 ! -name PG_VERSION -exec mv -t "$PGDATA" '{}' +
  mv "$new/cluster/PG_VERSION" "$PGDATA/PG_VERSION"
  trap - INT TERM
  say "cluster ready"
fi
rm -rf "$new"

# The server needs no password, and /proc/1/environ would keep it.
unset POSTGRES_PASSWORD
exec "$@"
