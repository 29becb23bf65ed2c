namespace ArgusAI.Containers.Tests.Dockerfiles;

/// <summary>Shapes met in well-known public Dockerfiles, in our own words.</summary>
static class DockerfileShapes
{
    public sealed record Shape(string Name, string Text)
    {
        public override string ToString() => Name;
    }

    public static IReadOnlyList<Shape> All { get; } =
    [
        new("apt chain with comments between its lines (postgres, python)", """
            FROM debian:trixie-slim

            RUN set -eux; \
            	apt-get update; \
            # the locales that the tests need
            	apt-get install -y --no-install-recommends \
            		gnupg \
            		less \
            	; \
            	rm -rf /var/lib/apt/lists/*

            ENV LANG en_US.utf8
            """),
        new("architecture switch in one RUN (golang, node)", """
            FROM buildpack-deps:trixie-scm AS build
            ENV GOLANG_VERSION 1.26.1
            RUN set -eux; \
            	now="$(date '+%s')"; \
            	arch="$(dpkg --print-architecture)"; arch="${arch##*-}"; \
            	url=; \
            	case "$arch" in \
            		'amd64') \
            			url='https://go.example/go1.26.1.linux-amd64.tar.gz'; \
            			;; \
            		*) echo >&2 "error: unsupported architecture '$arch'"; exit 1 ;; \
            	esac; \
            	wget -O go.tgz "$url" --progress=dot:giga
            FROM buildpack-deps:trixie-scm
            ENV GOTOOLCHAIN=local
            ENV GOPATH /go
            ENV PATH $GOPATH/bin:/usr/local/go/bin:$PATH
            COPY --from=build --link /target/ /
            RUN mkdir -p "$GOPATH/src" "$GOPATH/bin" && chmod -R 1777 "$GOPATH"
            WORKDIR $GOPATH
            """),
        new("global arguments, cross build, numbered stage (dotnet-docker)", """
            # Learn more at https://example.org
            ARG REPO=mcr.microsoft.com/dotnet/runtime
            ARG VERSION=10.0
            FROM --platform=$BUILDPLATFORM ${REPO}:$VERSION-alpine AS installer
            ARG TARGETARCH
            RUN wget -O dotnet.tar.gz https://x/$VERSION-$TARGETARCH.tar.gz \
                && dotnet_sha512='abc' \
                && echo "$dotnet_sha512  dotnet.tar.gz" | sha512sum -c -

            FROM $REPO:$VERSION
            ENV \
                # Skip the first run
                DOTNET_NOLOGO=true \
                ASPNET_VERSION=10.0.1
            COPY --from=0 ["/dotnet", "/usr/share/dotnet"]
            """),
        new("Windows image with a backtick for the escape (dotnet-docker)", """
            # escape=`
            FROM mcr.microsoft.com/windows/servercore:ltsc2025
            SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
            RUN Invoke-WebRequest `
                    -OutFile dotnet.zip `
                    https://x/dotnet.zip; `
                Expand-Archive dotnet.zip -DestinationPath 'C:\Program Files\dotnet'
            ENV DOTNET_ROOT="C:\Program Files\dotnet"
            WORKDIR C:\app
            """),
        new("entry point, stop signal and several ports (nginx)", """
            FROM debian:trixie-slim
            LABEL maintainer="Maintainers <docker-maint@example.org>"
            ENV NGINX_VERSION   1.29.4
            COPY docker-entrypoint.sh /
            COPY 10-listen.sh 20-envsubst.sh /docker-entrypoint.d/
            ENTRYPOINT ["/docker-entrypoint.sh"]
            EXPOSE 80 443/udp 8000-8010/TCP
            STOPSIGNAL SIGQUIT
            CMD ["nginx", "-g", "daemon off;"]
            """),
        new("volume, health check and upper-case stage (postgres, home assistant)", """
            FROM alpine:3.23 as Base
            VOLUME /var/lib/data
            VOLUME ["/logs", "/with space"]
            FROM base
            USER postgres:postgres
            HEALTHCHECK --interval=5m --timeout=3s --retries=2 \
              CMD curl -f http://localhost/ || exit 1
            """),
        new("triggers for images built on it (node onbuild)", """
            FROM node:24
            RUN mkdir -p /usr/src/app
            ONBUILD ARG NODE_ENV
            ONBUILD ENV NODE_ENV $NODE_ENV
            ONBUILD COPY package.json /usr/src/app/
            ONBUILD RUN npm install && npm cache clean --force
            CMD [ "npm", "start" ]
            """),
        new("caches, binds and secrets (immich, frigate)", """
            # syntax=docker/dockerfile:1.7
            ARG DEVICE=cpu
            FROM python:3.13-slim AS builder-cpu
            FROM python:3.13 AS builder-cuda
            FROM builder-${DEVICE} AS builder
            COPY --from=ghcr.io/astral-sh/uv:0.9.2@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa /uv /uvx /bin/
            RUN --mount=type=cache,target=/root/.cache/uv \
                --mount=type=bind,source=uv.lock,target=uv.lock \
                --mount=type=secret,id=token,required \
                --mount=target=.,rw \
                uv sync --frozen --extra ${DEVICE} --no-dev
            FROM scratch
            COPY --link --from=builder /out /
            """),
        new("heredoc scripts and files (docker's own)", """
            # syntax=docker/dockerfile:1
            FROM debian:stable AS a
            RUN <<EOF
            set -e
            apt-get update
            apt-get install -y vim
            EOF
            RUN python3 <<'PY' > /out
            print("<<EOF")
            PY
            COPY <<-"one.txt" <<two.txt /dir/
            	literal $A
            one.txt
            value ${A:-b}
            two.txt
            RUN <<-EOS
            	#!/usr/bin/env bash
            	echo hi
            EOS
            """),
        new("remote files with digests (s6-overlay)", """
            FROM alpine
            ARG S6=3.2.1.0
            ADD --checksum=sha256:aaaa --chmod=0644 https://github.com/x/releases/download/v${S6}/s6-overlay-noarch.tar.xz /tmp
            ADD --keep-git-dir=true https://github.com/moby/buildkit.git#v0.10.1 /buildkit
            ADD rootfs.tar.xz /
            """),
        new("labels over many lines, with quotes (home assistant)", """
            FROM scratch
            LABEL \
                io.hass.type="core" \
                org.opencontainers.image.title='Home "Assistant"' \
                org.opencontainers.image.licenses=Apache\ 2.0
            """),
        new("everything in lower case, with tabs and blank lines", "from\tdebian:12\n\n\n\trun\techo hi\n\n  env a=b\tc=\"d e\"\n"),
        new("carriage returns and a byte order mark", "\uFEFFFROM debian:12\r\nRUN echo a \\\r\n  # comment\r\n\r\n  && echo b\r\nCOPY <<F /f\r\nx\r\nF\r\n"),
        new("a shell test that begins with a bracket", """
            FROM busybox
            RUN [ -f /etc/passwd ] && [ ! -e /x ] || exit 1
            CMD [ "a", 'b' ]
            """),
        new("old forms: MAINTAINER, shell CMD, legacy label", """
            FROM ubuntu:24.04
            MAINTAINER Somebody "Quoted" <a@b.c>
            LABEL version 1.0 beta
            ENTRYPOINT exec top -b
            CMD echo "hi" $HOME
            """),
        new("a flag for every option of RUN and COPY", """
            # syntax=docker/dockerfile:1-labs
            FROM debian AS a
            RUN --network=none --security=insecure --device=vendor.com/d=x,required --mount=type=tmpfs,target=/t,size=64m --mount=type=ssh,id=k,mode=0600 true
            RUN --mount=type=cache,id=x,dst=/c,from=busybox,src=/y,sharing=locked,mode=0700,uid=1000,gid=1000,ro true
            COPY --parents --exclude=*.md --exclude=**/x --chmod=u=rwX,go=rX --chown=1000:1000 --link=false ./a/./b /dst/
            ADD --unpack=true --link https://x/y.tgz /z/
            """),
        new("variables with patterns", """
            FROM debian
            ARG VERSION=v1.2.3
            ENV PLAIN=${VERSION#v} MAJOR=${VERSION%%.*} DASHED=${VERSION//./-} ALT=${VERSION:+set} DEEP=${A:-${B:-c}}
            WORKDIR /src/${VERSION#v}
            """),
    ];
}
