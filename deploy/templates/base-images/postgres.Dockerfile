# Stand-in for postgres:16-alpine: Debian's PostgreSQL 17 behind an entry script that keeps the official image's promises.
FROM debian
# The user first, with a fixed id, so that a data volume keeps its owner when the image is rebuilt.
RUN --mount=type=secret,id=ca groupadd --system --gid 999 postgres \
 && useradd --system --uid 999 --gid postgres --home-dir /var/lib/postgresql --shell /bin/sh postgres \
 && mkdir -p /etc/postgresql-common \
 && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf \
 && apt-get -o Acquire::https::CaInfo=/run/secrets/ca update \
 && apt-get -o Acquire::https::CaInfo=/run/secrets/ca install -y --no-install-recommends postgresql-17 \
 && rm -rf /var/lib/apt/lists/* \
 && sed -i "s/^#\?listen_addresses = .*/listen_addresses = '*'/" /usr/share/postgresql/17/postgresql.conf.sample \
 && install -d -o postgres -g postgres -m 0700 /var/lib/postgresql/data \
 && install -d -o postgres -g postgres -m 3775 /run/postgresql
COPY --chmod=0755 postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/lib/postgresql/17/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    PGDATA=/var/lib/postgresql/data \
    LANG=C.UTF-8
VOLUME /var/lib/postgresql/data
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
