#!/bin/sh
# Builds ffmpeg and ffprobe from Debian's source package, with only what cameras and clips need.
# Debian's own package brings 687 MB of dependencies; its source carries the same security fixes. Shared libraries: the
# two programs need the same ones (9 MB once instead of twice), and libc, OpenSSL and zlib are in the image for .NET anyway.
#
#   ffmpeg.sh TARGETARCH OUTPUT
#
# The source is below the working folder, as `apt-get source` unpacks it. OUTPUT becomes a root: usr/bin and usr/lib below
# it. TARGETARCH is the engine's name of the platform (amd64, arm64); toolchain.sh has prepared the compiler for it.
set -eu

targetarch=$1
output=$2

case "$targetarch" in
    amd64) triplet=x86_64-linux-gnu arch=x86_64 ;;
    arm64) triplet=aarch64-linux-gnu arch=aarch64 ;;
    *) echo "ffmpeg: no cross compiler is named for the platform '$targetarch'" >&2; exit 1 ;;
esac

toolchain=""
if [ "$(gcc -dumpmachine)" != "$triplet" ]; then
    toolchain="--enable-cross-compile --cross-prefix=$triplet- --arch=$arch --target-os=linux --pkg-config=pkg-config"
    export PKG_CONFIG_LIBDIR="/usr/lib/$triplet/pkgconfig:/usr/share/pkgconfig"
fi

# What a camera speaks; https, rtsps and tls go through OpenSSL.
protocols=file,pipe,fd,tcp,udp,rtp,srtp,http,https,httpproxy,tls,crypto,data,concat,cache,hls
# What it sends, and the files people hand over as a camera.
demuxers=rtsp,rtp,sdp,mpjpeg,mjpeg,image2,image2pipe,image_jpeg_pipe,image_png_pipe,mov,matroska,avi,flv,mpegts,mpegps,h264,hevc,m4v,mpegvideo,hls,rawvideo,aac,wav,concat
decoders=h264,hevc,mjpeg,mpeg4,msmpeg4v3,mpeg1video,mpeg2video,h263,flv,vp8,vp9,png,rawvideo,aac,aac_latm,mp3float,pcm_s16le,pcm_s16be,pcm_u8,pcm_alaw,pcm_mulaw,adpcm_g726
parsers=h264,hevc,mjpeg,mpeg4video,mpegvideo,vp8,vp9,av1,png,aac,aac_latm,mpegaudio,h263
# What we make of it: raw frames and JPEGs for analysis, clips by stream copy.
encoders=mjpeg,png,rawvideo,mpeg4,aac,pcm_s16le
muxers=rawvideo,image2,image2pipe,mjpeg,mpjpeg,mp4,mov,matroska,mpegts,segment,tee,hls,null,rtsp,rtp,avi,wav
filters=scale,fps,format,null,anull,copy,select,thumbnail,aresample,aformat,crop,pad,transpose,hflip,vflip,setpts,trim,color,testsrc,buffer,buffersink
bsfs=h264_mp4toannexb,hevc_mp4toannexb,extract_extradata,setts,aac_adtstoasc,mjpeg2jpeg,vp9_superframe_split,av1_frame_split,null,dump_extra

cd ffmpeg-*/

# shellcheck disable=SC2086 # the toolchain is a list of options
./configure $toolchain \
    --prefix=/usr --libdir="/usr/lib/$triplet" --enable-shared --disable-static \
    --extra-cflags="-ffunction-sections -fdata-sections" \
    --extra-ldflags="-Wl,--gc-sections" \
    --disable-stripping --disable-everything --disable-autodetect --disable-doc --disable-debug --disable-ffplay --disable-postproc \
    --enable-openssl --enable-zlib \
    --enable-protocol="$protocols" \
    --enable-demuxer="$demuxers" \
    --enable-decoder="$decoders" \
    --enable-parser="$parsers" \
    --enable-encoder="$encoders" \
    --enable-muxer="$muxers" \
    --enable-filter="$filters" \
    --enable-bsf="$bsfs" \
    --enable-indev=v4l2,lavfi

make -j"$(nproc)"
make install-progs install-libs DESTDIR="$output"
# Links without a version are for compilers; `make install` strips with the build machine's own tool, so it is done here.
find "$output" -type l -name '*.so' -delete
find "$output" -type f -name 'lib*.so.*' -exec chmod 0644 '{}' +
find "$output" -type f -exec target-strip --strip-unneeded '{}' +
