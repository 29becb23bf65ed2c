# Stand-in for debian:trixie-slim, from a root file system that mmdebstrap made of the machine's own Debian mirror.
# Built by `./build.sh BaseImages --base-images debian`; never tagged as the official image.
FROM scratch
ADD rootfs.tar /
# What Debian's official container images set, so that a Dockerfile meets the same apt here and there: no archives kept in a
# layer, no service started by a package, nothing suggested kept alive.
RUN <<'EOF'
set -eu
cat >/etc/apt/apt.conf.d/docker-clean <<'CONF'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
CONF
printf 'Acquire::GzipIndexes "true";\n' >/etc/apt/apt.conf.d/docker-gzip-indexes
printf 'Apt::AutoRemove::SuggestsImportant "false";\n' >/etc/apt/apt.conf.d/docker-autoremove-suggests
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod 0755 /usr/sbin/policy-rc.d
EOF
CMD ["bash"]
