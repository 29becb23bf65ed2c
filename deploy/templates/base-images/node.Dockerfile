# Stand-in for node:20-alpine: the Node binary and npm of the npm registry (build context `node`), the few libraries it
# links, BusyBox for `RUN` lines; no apt, no dpkg. The frontend's final image takes Node, its libraries and their package
# records from here.
# Both from the npm registry, on the machine: images for build stages without a package manager cannot fetch them.
ARG NODE_VERSION=20.20.2
ARG NPM_VERSION=10.9.9

# On the platform that builds: the target's files are unpacked and never run.
FROM --platform=$BUILDPLATFORM debian AS root
ARG TARGETARCH
WORKDIR /packages
RUN --mount=type=secret,id=ca dpkg --add-architecture "$TARGETARCH" \
 && apt-get -o Acquire::https::CaInfo=/run/secrets/ca update \
 && for package in busybox-static gcc-14-base libc6 libgcc-s1 libstdc++6; do set -- "$@" "$package:$TARGETARCH"; done \
 && apt-get -o Acquire::https::CaInfo=/run/secrets/ca download "$@" ca-certificates netbase tzdata \
 && (mkdir /native && cd /native && apt-get -o Acquire::https::CaInfo=/run/secrets/ca download busybox-static && dpkg-deb -x ./*.deb .) \
 && rm -rf /var/lib/apt/lists/*
RUN <<'EOF'
set -eu
mkdir -p /rootfs/usr/bin /rootfs/usr/sbin /rootfs/usr/lib /rootfs/usr/lib64 /rootfs/var/lib/dpkg/info
for name in bin sbin lib lib64; do ln -s "usr/$name" "/rootfs/$name"; done
for package in *.deb; do
  dpkg-deb -x "$package" /rootfs
  # What dpkg would write: scanners look there, and so does deploy/templates/image/node.sh.
  { dpkg-deb -f "$package" && printf 'Status: install ok installed\n\n'; } >>/rootfs/var/lib/dpkg/status
  dpkg-deb --fsys-tarfile "$package" | tar -t | sed 's|^\.||; s|/$||' >"/rootfs/var/lib/dpkg/info/$(dpkg-deb -f "$package" Package).list"
done
rm -rf /rootfs/usr/lib/*/gconv /rootfs/usr/share/man /rootfs/usr/share/locale /rootfs/usr/share/lintian /rootfs/usr/share/i18n
find /rootfs/usr/share/doc -type f ! -name copyright -delete
# The zones twice more, with and without leap seconds: nobody here asks for them by those names.
rm -rf /rootfs/usr/share/zoneinfo/right /rootfs/usr/share/zoneinfo/posix
mkdir -p /rootfs/etc/ssl/certs
find /rootfs/usr/share/ca-certificates -name '*.crt' | sort | xargs cat >/rootfs/etc/ssl/certs/ca-certificates.crt
for applet in $(/native/usr/bin/busybox --list); do [ -e "/rootfs/usr/bin/$applet" ] || ln -s busybox "/rootfs/usr/bin/$applet"; done
cd /rootfs
mkdir -p dev etc home/node proc root run sys tmp usr/local/bin usr/local/lib/node_modules var/tmp
chmod 1777 tmp var/tmp
chmod 0700 root
chown 1000:1000 home/node
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\nnode:x:1000:1000::/home/node:/bin/sh\n' >etc/passwd
printf 'root:x:0:\nnogroup:x:65534:\nnode:x:1000:\n' >etc/group
printf 'hosts: files dns\n' >etc/nsswitch.conf
cp /etc/os-release etc/os-release
ln -s ../lib/node_modules/npm/bin/npm-cli.js usr/local/bin/npm
ln -s ../lib/node_modules/npm/bin/npx-cli.js usr/local/bin/npx
ln -s node usr/local/bin/nodejs
EOF

FROM scratch
ARG TARGETARCH
COPY --from=root /rootfs /
COPY --from=node --link --chmod=0755 node-${TARGETARCH}/package/bin/node /usr/local/bin/node
COPY --from=node --link node-${TARGETARCH}/package/LICENSE /usr/local/LICENSE
COPY --from=node --link npm/package /usr/local/lib/node_modules/npm
ARG NODE_VERSION
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NODE_VERSION=${NODE_VERSION}
CMD ["node"]
