# Stand-in for nginx:alpine: Debian's nginx, arranged as the official image is.
FROM debian
RUN --mount=type=secret,id=ca apt-get -o Acquire::https::CaInfo=/run/secrets/ca update \
 && apt-get -o Acquire::https::CaInfo=/run/secrets/ca install -y --no-install-recommends busybox-static nginx \
 && rm -rf /var/lib/apt/lists/* /etc/nginx/sites-enabled/default \
 # The health probe's `wget`, the same program as in the official Alpine image.
 && ln -s busybox /usr/bin/wget \
 && ln -sf /dev/stdout /var/log/nginx/access.log \
 && ln -sf /dev/stderr /var/log/nginx/error.log
EXPOSE 80
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
