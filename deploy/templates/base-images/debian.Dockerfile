# Stand-in for debian:trixie-slim, from a root file system that mmdebstrap made of the machine's own Debian mirror.
# Built by `./build.sh BaseImages --base-images debian`; never tagged as the official image. No RUN: it is built for other
# platforms, too.
FROM scratch
ARG TARGETARCH
ADD rootfs-${TARGETARCH}.tar /
# What Debian's official container images set, so that a Dockerfile meets the same apt here and there: no archives kept in a
# layer, no service started by a package, nothing suggested kept alive.
COPY <<'EOF' /etc/apt/apt.conf.d/docker-clean
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
EOF
COPY <<'EOF' /etc/apt/apt.conf.d/docker-gzip-indexes
Acquire::GzipIndexes "true";
EOF
COPY <<'EOF' /etc/apt/apt.conf.d/docker-autoremove-suggests
Apt::AutoRemove::SuggestsImportant "false";
EOF
COPY --chmod=0755 <<'EOF' /usr/sbin/policy-rc.d
#!/bin/sh
exit 101
EOF
CMD ["bash"]
