namespace ArgusAI.Containers.Tests.Policies;

/// <summary>Each policy about Dockerfiles: a text that breaks it, and one close to it that keeps it.</summary>
public class DockerfilePolicyTests
{
    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        { "dockerfile-untagged", "FROM debian", "FROM debian:trixie" },
        { "dockerfile-untagged", "COPY --from=tools /a /a", "COPY --from=tools:1 /a /a" },
        { "dockerfile-latest", "FROM debian:latest", "FROM debian:stable" },
        { "dockerfile-no-digest", "FROM debian:13", $"FROM debian:13@sha256:{new string('a', 64)}" },
        { "dockerfile-constant-platform", "FROM --platform=linux/amd64 debian:13 AS build", "FROM --platform=linux/amd64 debian:13 AS build-amd64" },
        { "dockerfile-redundant-platform", "FROM --platform=$TARGETPLATFORM debian:13", "FROM --platform=$BUILDPLATFORM debian:13" },
        { "dockerfile-empty-from-arg", "ARG TAG\nFROM debian:${TAG}", "ARG TAG=13\nFROM debian:${TAG}" },
        { "dockerfile-unused-stage", "FROM debian:13 AS deps\nFROM debian:13", "FROM debian:13 AS deps\nFROM debian:13\nCOPY --from=deps /a /a" },
        { "dockerfile-recommends", "RUN apt-get update && apt-get install -y gcc", "RUN apt-get update && apt-get -y install --no-install-recommends \\\n gcc" },
        { "dockerfile-apt", "RUN apt -y install gcc", "RUN apt-get -y install gcc; ls /etc/apt" },
        { "dockerfile-apt-yes", "RUN apt-get install curl=1", "RUN apt-get install -s curl | grep -q libssl" },
        { "dockerfile-apt-yes", "RUN apt-get install curl=1", "RUN apt-get -qy install curl=1" },
        { "dockerfile-rpm-yes", "RUN dnf install curl", "RUN dnf -y install curl" },
        { "dockerfile-rpm-yes", "RUN zypper install curl", "RUN zypper -n install curl" },
        { "dockerfile-update-alone", "RUN apt-get update\nRUN apt-get install -y curl", "RUN apt-get update && apt-get install -y curl" },
        { "dockerfile-system-upgrade", "RUN apt-get update && apt-get -y dist-upgrade", "RUN apt-get update && apt-get -y upgrade" },
        { "dockerfile-dev-packages", "RUN apt-get install -y libfoo-dev", "FROM debian:13 AS build\nRUN apt-get install -y libfoo-dev\nFROM debian:13\nCOPY --from=build /a /a" },
        { "dockerfile-dev-packages", "RUN apk add gcc", "RUN apk add --virtual .build gcc && make && apk del .build" },
        { "dockerfile-unverified-packages", "RUN apt-get install -y --allow-unauthenticated curl", "RUN apt-get install -y curl" },
        { "dockerfile-npm-production", "RUN npm ci --only=production", "RUN npm ci --omit=dev" },
        { "dockerfile-npm-install", "RUN npm install", "RUN npm install left-pad@1.3.0" },
        { "dockerfile-apt-pin", "RUN apt-get install -y curl", "RUN apt-get install -y curl=8.* ./local.deb" },
        { "dockerfile-apk-pin", "RUN apk add curl", "RUN apk add -t .deps curl=8.1-r0 git~2" },
        { "dockerfile-rpm-pin", "RUN dnf install -y curl", "RUN dnf install -y curl-8.1" },
        { "dockerfile-pip-pin", "RUN pip install flask", "RUN pip install -i https://example.org flask==3.0 /wheels/a.whl" },
        { "dockerfile-npm-pin", "RUN npm install -g serve", "RUN npm install -g serve@14.2.0 @scope/tool@1" },
        { "dockerfile-gem-pin", "RUN gem install rake", "RUN gem install rake:13.0" },
        { "dockerfile-go-pin", "RUN go install example.org/tool@latest", "RUN go install example.org/tool@v1.2.0 && go install ./cmd/a" },
        { "dockerfile-apt-lists", "RUN apt-get update && apt-get install -y curl", "RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*" },
        { "dockerfile-apt-lists", "RUN apt-get update && apt-get install -y curl", "RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl" },
        { "dockerfile-apt-lists", "RUN apt-get update", "FROM debian:13 AS build\nRUN apt-get update\nFROM debian:13\nCOPY --from=build /a /a" },
        { "dockerfile-apk-cache", "RUN apk add curl", "RUN apk add --no-cache curl" },
        { "dockerfile-rpm-cache", "RUN dnf install -y curl", "RUN dnf install -y curl && dnf clean all" },
        { "dockerfile-pip-cache", "RUN pip install a==1", "ENV PIP_NO_CACHE_DIR=1\nRUN pip install a==1" },
        { "dockerfile-yarn-cache", "RUN yarn install", "RUN yarn install && yarn cache clean" },
        { "dockerfile-cache-sharing", "RUN --mount=type=cache,target=/var/cache/apt apt-get update", "RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update" },
        { "dockerfile-cache-sharing", "RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore", "RUN --mount=type=cache,target=/root/.nuget/packages,sharing=private dotnet restore" },
        { "dockerfile-cache-sharing", "RUN --mount=type=cache,target=/root/.nuget/packages dotnet publish -c Release", "RUN --mount=type=cache,target=/root/.nuget/packages dotnet publish -c Release --no-restore" },
        { "dockerfile-cache-sharing", "RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore\nENV NUGET_SCRATCH=/root/.nuget/packages/.s", "FROM debian:13 AS a\nENV NUGET_SCRATCH=/root/.nuget/packages/.s\nFROM a\nRUN --mount=type=cache,target=/root/.nuget/packages dotnet restore" },
        { "dockerfile-cache-sharing", "RUN --mount=type=cache,target=/root/.nuget/packages export NUGET_AUDIT=0 && dotnet restore", "RUN --mount=type=cache,target=/root/.nuget/packages export NUGET_SCRATCH=/root/.nuget/packages/.s && dotnet restore" },
        { "dockerfile-insecure-download", "RUN curl -fsSk https://example.org/a -o a", "RUN curl -fsS https://example.org/k -o a" },
        { "dockerfile-insecure-download", "RUN wget --no-check-certificate https://example.org", "RUN wget https://example.org" },
        { "dockerfile-tls-off", "ENV NODE_TLS_REJECT_UNAUTHORIZED=0", "ENV NODE_TLS_REJECT_UNAUTHORIZED=1" },
        { "dockerfile-pipe-to-shell", "RUN curl -fsS https://example.org/install | sudo bash -", "RUN curl -fsS https://example.org/a | tar -x" },
        { "dockerfile-add-checksum", "ADD https://example.org/a.tar?ref=v1 /a", "ADD https://example.org/a.git?ref=v1 /a" },
        { "dockerfile-add-checksum", "ADD https://example.org/a /a", $"ADD --checksum=sha256:{new string('a', 64)} https://example.org/a /a" },
        { "dockerfile-add", "ADD file.txt /", "ADD root.tar.gz /" },
        { "dockerfile-wget-and-curl", "RUN wget https://example.org\nRUN curl https://example.org", "RUN curl https://example.org\nRUN curl https://example.com" },
        { "dockerfile-pipefail", "RUN sort a | uniq > b", "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN sort a | uniq > b" },
        { "dockerfile-pipefail", "RUN sort a | uniq > b", "RUN sort a || echo 'a | b'" },
        { "dockerfile-cd", "RUN cd /src && make", "RUN make -C /src && cd /" },
        { "dockerfile-sudo", "RUN true && sudo id", "RUN echo pseudo sudo" },
        { "dockerfile-pointless-command", "RUN service nginx start", "RUN echo service" },
        { "dockerfile-shell-link", "RUN ln -sf /bin/bash /bin/sh", "RUN ln -sf /bin/bash /usr/local/bin/sh" },
        { "dockerfile-world-writable", "RUN chmod -R 777 /app", "RUN chmod -R 775 /app && chmod 1777 /tmp" },
        { "dockerfile-world-writable", "RUN chmod a+w /app", "RUN chmod g+w /app" },
        { "dockerfile-copy-world-writable", "COPY --chmod=777 a /a", "COPY --chmod=755 a /a" },
        { "dockerfile-setuid", "RUN chmod 4755 /a", "RUN chmod 0755 /a" },
        { "dockerfile-setuid", "RUN chmod u+s /a", "RUN chmod a-s /a" },
        { "dockerfile-consecutive-run", "RUN a\nRUN b", "RUN a\nWORKDIR /b\nRUN b" },
        { "dockerfile-insecure-run", "RUN --security=insecure a", "RUN --security=sandbox a" },
        { "dockerfile-host-network-run", "RUN --network=host a", "RUN --network=none a" },
        { "dockerfile-deleted-later", "COPY wheels /wheels\nRUN pip install /wheels/* && rm -rf /wheels", "RUN --mount=type=bind,source=wheels,target=/wheels pip install /wheels/*\nRUN rm -rf /tmp/x" },
        { "dockerfile-chown-layer", "WORKDIR /app\nCOPY src .\nRUN chown -R 1000 /app", "COPY --chown=1000 src /app/\nRUN mkdir /data && chown -R 1000 /data" },
        { "dockerfile-cache-order", "COPY . .\nRUN npm ci", "COPY package-lock.json .\nRUN npm ci\nCOPY . ." },
        { "dockerfile-copy-archive", "COPY a.tar.gz /tmp/\nRUN tar -xf /tmp/a.tar.gz", "COPY a.tar.gz /tmp/\nRUN tar -cf /tmp/b.tar /etc" },
        { "dockerfile-writable-code", "COPY --chown=app:app src /home/app/src\nUSER app", "COPY --chown=app:app skeleton /home/app\nUSER app" },
        { "dockerfile-writable-code", "COPY --chown=app:app src /app\nUSER app", "COPY src /app\nUSER app" },
        { "dockerfile-copy-all", "COPY . /app", "COPY . /app\n--- .dockerignore\n*\n!src" },
        { "dockerfile-ignore-gap", "COPY . /app\n--- .dockerignore\nnode_modules", "COPY . /app\n--- .dockerignore\n**/.env\n.git" },
        { "dockerfile-secret-file", "COPY .env /app/", "COPY .env.example /app/" },
        { "dockerfile-secret-file", "COPY tls/server.key /etc/", "COPY tls/server.crt /etc/" },
        { "dockerfile-copy-ignored", "COPY data /data\n--- .dockerignore\ndata", "COPY data /data\n--- .dockerignore\n*\n!data/a" },
        { "dockerfile-relative-workdir", "WORKDIR app", "WORKDIR /srv\nWORKDIR app" },
        { "dockerfile-relative-copy", "COPY a b", "WORKDIR /srv\nCOPY a b" },
        { "dockerfile-root", "USER root", "USER 1000" },
        { "dockerfile-root", "FROM debian:13 AS a\nUSER 1000\nFROM a\nUSER 0:0", "FROM debian:13 AS a\nUSER 1000\nFROM a" },
        { "dockerfile-user-name", "USER app", "USER 1000" },
        { "dockerfile-useradd", "RUN useradd -u 1000000 app", "RUN useradd -l -u 1000000 app && useradd -u 1000 b" },
        { "dockerfile-password", "RUN echo root:x | chpasswd", "RUN passwd -l root" },
        { "dockerfile-secret", "ARG NPM_TOKEN", "ARG NPM_TOKEN_FILE" },
        { "dockerfile-secret", "ENV DB_PASSWORD=x", "ENV COMPASS=x VAPID_PUBLIC_KEY=y" },
        { "dockerfile-secret-in-run", "RUN git clone https://me:hunter2@example.org/a.git", "RUN git clone https://me:$TOKEN@example.org/a.git" },
        { "dockerfile-secret-in-run", "RUN tool --api-token=abc", "RUN tool --api-token=$TOKEN --token-file=/run/t" },
        { "dockerfile-ca-variable", "ENV SSL_CERT_FILE=/app/certs/cert.pem", "ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt" },
        { "dockerfile-browser-variable", "ARG NEXT_PUBLIC_API_URL=http://localhost:8000", "ARG NEXT_PUBLIC_TITLE=ArgusAI" },
        { "dockerfile-env-uses-itself", "ENV A=/a B=$A/b", "ENV A=/a\nENV B=$A/b PATH=$PATH:/b" },
        { "dockerfile-global-arg", "ARG VERSION=1\nFROM debian:13\nENV V=$VERSION", "ARG VERSION=1\nFROM debian:13\nARG VERSION\nENV V=$VERSION" },
        { "dockerfile-shell-form", "ENTRYPOINT /app/run", "ENTRYPOINT [\"/app/run\"]" },
        { "dockerfile-package-manager-start", "CMD [\"npm\", \"start\"]", "CMD [\"node\", \"npm.js\"]" },
        { "dockerfile-no-healthcheck", "USER 1000", "FROM debian:13 AS a\nHEALTHCHECK CMD [\"/p\"]\nFROM a" },
        { "dockerfile-localhost-probe", "HEALTHCHECK CMD curl -f http://localhost:80/ || exit 1", "HEALTHCHECK CMD curl -f http://127.0.0.1:80/localhost || exit 1" },
        { "dockerfile-slow-start", "HEALTHCHECK --interval=30s CMD [\"/p\"]", "HEALTHCHECK --interval=30s --start-period=1m --start-interval=1s CMD [\"/p\"]" },
        { "dockerfile-stop-kill", "STOPSIGNAL SIGKILL", "STOPSIGNAL SIGQUIT" },
        { "dockerfile-ssh", "EXPOSE 22", "EXPOSE 8022" },
        { "dockerfile-label-key", "LABEL Maintainer=me", "LABEL org.example.owner=me" },
        { "dockerfile-label-empty", "LABEL a=\"\"", "LABEL a=b" },
        { "dockerfile-label-value", "LABEL org.opencontainers.image.created=yesterday", "LABEL org.opencontainers.image.created=2024-01-02T03:04:05Z" },
        { "dockerfile-label-value", "LABEL org.opencontainers.image.source=github", "LABEL org.opencontainers.image.source=https://example.org/a" },
        { "dockerfile-no-source-label", "LABEL a=b", "LABEL org.opencontainers.image.source=https://example.org/a" },
        { "dockerfile-casing", "FROM debian:13\nRUN a\nrun b", "from debian:13\nrun a" },
        { "dockerfile-as-casing", "FROM debian:13 as a", "FROM debian:13 AS a" },
        { "dockerfile-stage-casing", "FROM debian:13 AS Build", "FROM debian:13 AS build" },
        { "dockerfile-reserved-stage", "FROM debian:13 AS scratch", "FROM debian:13 AS scratchpad" },
        { "dockerfile-maintainer", "MAINTAINER me", "LABEL maintainer=me" },
        { "dockerfile-legacy-key-value", "ENV A b", "ENV A=b" },
        { "dockerfile-empty-continuation", "RUN a \\\n\n  b", "RUN a \\\n  # why\n  b" },
        { "dockerfile-list-quotes", "CMD ['/app/run']", "CMD [\"/app/run\"]" },
        { "dockerfile-expose-casing", "EXPOSE 80/TCP", "EXPOSE 80/tcp" },
        { "dockerfile-expose-mapping", "EXPOSE 8080:80", "EXPOSE 8080" },
        { "dockerfile-copy-from-unknown", "COPY --from=builder /a /a", "FROM debian:13 AS builder\nFROM debian:13\nCOPY --from=builder /a /a\nCOPY --from=0 /b /b" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_breach_is_found_and_its_neighbour_is_not(string id, string broken, string kept)
    {
        Assert.Contains(id, Reviewing.OfDockerfile(broken).Ids());
        Assert.DoesNotContain(id, Reviewing.OfDockerfile(kept).Ids());
    }

    [Fact]
    public void A_good_file_has_no_finding() => Assert.Empty(Reviewing.OfDockerfile($"""
        FROM debian:13@sha256:{new string('a', 64)} AS build
        WORKDIR /src
        COPY src/ ./
        RUN make -j4

        FROM scratch
        COPY --from=build /src/app /app
        LABEL org.opencontainers.image.source=https://example.org/app
        USER 1000:1000
        HEALTHCHECK --interval=30s --start-period=20s --start-interval=1s CMD ["/app", "health"]
        ENTRYPOINT ["/app"]
        """).Select(f => f.ToString()));

    [Fact]
    public void A_breach_stands_at_its_instruction() =>
        Assert.Equal("Dockerfile:3:1", Reviewing.OfDockerfile("FROM debian:13\n\nRUN true && sudo id\n").Single(f => f.Policy.Id == "dockerfile-sudo").ToString().Split(": ")[0]);
}
