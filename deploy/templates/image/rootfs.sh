#!/bin/sh
# Assembles the root file system of an image without a distribution's shell, package manager or users: only the files
# of the packages that the service loads, with their entries in /var/lib/dpkg/status.d, so that scanners see them.
#
#   rootfs.sh TARGETARCH UID OUTPUT
#
# Packages are unpacked, never run: the target may be another platform.
set -eu

targetarch=$1
uid=$2
root=$3
set -- base-files netbase tzdata ca-certificates

# libc, libstdc++, libgcc and libatomic: .NET, OpenCV. libssl (with zlib and zstd below it): .NET's TLS, FFmpeg's.
# tzdata: camera schedules. netbase: /etc/services and /etc/protocols, which the resolver reads.
packages="libc6 libgcc-s1 libstdc++6 libatomic1 libssl3t64 zlib1g libzstd1"

mkdir -p "$root/var/lib/dpkg/status.d" /tmp/packages
cd /tmp/packages
for package in $packages; do
    set -- "$@" "$package:$targetarch"
done
# Not only in toolchain.sh: the lists are in a cache mount, which may have been emptied since.
apt-get update -q
# As root: apt's own user cannot write here.
apt-get download -q -o APT::Sandbox::User=root "$@"
for file in *.deb; do
    dpkg-deb --extract "$file" "$root"
    dpkg-deb --field "$file" >"$root/var/lib/dpkg/status.d/${file%%_*}"
done

cd "$root"
# Licences stay. The rest is for people at a shell, or for converting character sets that nothing here converts.
find usr/share/doc -mindepth 2 ! -type d ! -name copyright -delete
find usr/share/doc -type d -empty -delete
rm -rf usr/share/man usr/share/info usr/share/lintian usr/share/bug usr/share/locale usr/share/base-files \
    usr/share/zoneinfo/right usr/share/zoneinfo/posix usr/share/gdb usr/share/gcc \
    usr/lib/*/gconv usr/lib/*/audit usr/lib/*/engines-3 usr/lib/*/libpcprofile.so usr/lib/*/libmvec.so.* usr/lib/*/libc_malloc_debug.so.0 \
    usr/bin usr/sbin usr/share/ca-certificates etc/ca-certificates etc/ca-certificates.conf \
    etc/update-motd.d etc/profile.d etc/dpkg etc/cron* etc/default root home media mnt opt srv boot var/backups var/spool var/mail var/lock var/tmp
rm -rf usr/games usr/include usr/src usr/local etc/skel etc/issue etc/issue.net
mkdir -p usr/bin etc/ssl/certs usr/lib/ssl
cp /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/ca-certificates.crt
# OpenSSL's built-in paths, which .NET asks it for; Debian's `openssl` package would bring these links.
ln -s /etc/ssl/certs/ca-certificates.crt usr/lib/ssl/cert.pem
ln -s /etc/ssl/certs usr/lib/ssl/certs
printf 'hosts: files dns\n' >etc/nsswitch.conf
printf 'root:x:0:0:root:/:/nonexistent\nargusai:x:%s:%s:ArgusAI:/app/data:/nonexistent\n' "$uid" "$uid" >etc/passwd
printf 'root:x:0:\nargusai:x:%s:\n' "$uid" >etc/group

# Docker copies a new volume's owner from here: the data folder is the user's (D4), the code beside it is not (D17).
install -d -m 0755 app run var/run/postgresql
install -d -m 0750 -o "$uid" -g "$uid" app/data
# The one folder that everyone may write to: a tmpfs when it runs.
install -d -m 1777 tmp
find . -xdev -perm /6000 -type f -exec chmod ug-s '{}' +
