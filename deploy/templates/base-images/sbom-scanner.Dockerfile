# Stand-in for docker/buildkit-syft-scanner:stable-1: BuildKit runs it over the file system that it has just built, and
# attaches what it writes as the image's SBOM. Used with `--attest type=sbom,generator=…`.
FROM debian
RUN --mount=type=secret,id=ca apt-get -o Acquire::https::CaInfo=/run/secrets/ca update \
 && apt-get -o Acquire::https::CaInfo=/run/secrets/ca install -y --no-install-recommends python3 python3-debian python3-license-expression python3-packageurl \
 && rm -rf /var/lib/apt/lists/*
COPY --chmod=0755 sbom-scanner.py /usr/local/bin/sbom-scanner
ENTRYPOINT ["/usr/local/bin/sbom-scanner"]
