#!/bin/sh
# Installs compilers and development files for TARGETARCH on a Debian of any platform.
#
#   toolchain.sh TARGETARCH
#
# Where the target is not this machine's own platform, Debian's cross compiler and the target's development files are
# installed instead of emulating the target (D42).
set -eu

targetarch=$1
case "$targetarch" in
    amd64) triplet=x86_64-linux-gnu cross=x86-64-linux-gnu ;;
    arm64) triplet=aarch64-linux-gnu cross=aarch64-linux-gnu ;;
    *) echo "toolchain: no cross compiler is named for the platform '$targetarch'" >&2; exit 1 ;;
esac

# The engine mounts the package cache; the image's own rule would empty it after every step.
rm -f /etc/apt/apt.conf.d/docker-clean
# FFmpeg is built from the distribution's source package.
sed -i 's/^Types: deb$/Types: deb deb-src/' /etc/apt/sources.list.d/*.sources

host=$(dpkg --print-architecture)
compiler="gcc libc6-dev"
if [ "$host" != "$targetarch" ]; then
    compiler="$compiler gcc-$cross libc6-dev-$targetarch-cross"
    dpkg --add-architecture "$targetarch"
fi

apt-get update
# shellcheck disable=SC2086 # the compiler is a list of packages
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    $compiler make nasm pkgconf dpkg-dev xz-utils patchelf ca-certificates \
    "libssl-dev:$targetarch" "zlib1g-dev:$targetarch"

# One name for the target's tools, whether they are native or cross.
for tool in gcc strip; do
    ln -s "/usr/bin/$triplet-$tool" "/usr/local/bin/target-$tool"
done
