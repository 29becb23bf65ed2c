#!/bin/sh
# Makes OpenCvSharp's native library headless: no GTK, GLib, Cairo, Pango, X11, freetype or DRM (≈ 47 MB of libraries).
#
#   opencv.sh INPUT OUTPUT
#
# The package links a window toolkit for its preview windows. Its symbols are bound lazily and we open no window, so the
# entries can go; what stays is checked below, so that a new version that needs more fails here and not at a camera.
# An INPUT folder without the library (no package for the platform) gives an empty OUTPUT folder: the service then says so.
set -eu

input=$1
output=$2
mkdir -p "$output"
library=$(find "$input" -name libOpenCvSharpExtern.so | head -n 1)
[ -n "$library" ] || { echo "opencv: no library for this platform in the packages: motion detection is left out" >&2; exit 0; }

target="$output/libOpenCvSharpExtern.so"
unneeded=""
for needed in $(patchelf --print-needed "$library"); do
    case "$needed" in
        libc.so.* | libm.so.* | libstdc++.so.* | libgcc_s.so.* | libatomic.so.* | libdl.so.* | libpthread.so.* | librt.so.* | ld-linux-*) ;;
        # Windows, and decoding on a graphics card: neither is reached without being asked for.
        libgtk-* | libgdk-* | libgdk_pixbuf-* | libgobject-* | libglib-* | libgio-* | libgthread-* | libgmodule-* | \
            libcairo*.so.* | libpango*.so.* | libharfbuzz* | libatk-* | libX*.so.* | libfreetype.so.* | libdrm.so.*)
            unneeded="$unneeded --remove-needed $needed" ;;
        *) echo "opencv: the library needs $needed, which the image does not hold" >&2; exit 1 ;;
    esac
done
target-strip --strip-unneeded -o "$target" "$library"
# shellcheck disable=SC2086 # a list of options
[ -z "$unneeded" ] || patchelf $unneeded "$target"
chmod 0755 "$target"
