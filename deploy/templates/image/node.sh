#!/bin/sh
# Takes Node out of an image: the program, the libraries it loads, the names it asks the system for. Shell, npm, package
# manager and users stay behind. Works on musl (Alpine) and glibc (Debian). Nothing of the image is run: it may be of
# another platform.
#
#   node.sh IMAGE UID OUTPUT
#
# IMAGE is the root of an image with /usr/local/bin/node, OUTPUT becomes a root. toolchain.sh has installed patchelf, and
# target-strip for the image's platform.
set -eu

image=$1
uid=$2
root=$3
node=/usr/local/bin/node

fail() {
    echo "node.sh: $*" >&2
    exit 1
}

# Follows a path of the image. Links (/lib -> usr/lib, libstdc++.so.6 -> libstdc++.so.6.0.33) count from the image's root,
# not from this machine's. Sets `file` to where it ends and `links` to those on its way; fails where nothing is.
resolve() {
    rest=$1 file="" links=""
    while [ -n "$rest" ]; do
        name=${rest%%/*}
        case "$rest" in */*) rest=${rest#*/} ;; *) rest="" ;; esac
        case "$name" in
            "" | .) ;;
            ..) file=${file%/*} ;;
            *)
                if link=$(readlink "$image$file/$name"); then
                    links="$links $file/$name"
                    rest=$link/$rest
                    case "$link" in /*) file="" ;; esac
                else
                    file=$file/$name
                fi
                ;;
        esac
    done
    [ -f "$image$file" ]
}

# Copies what `resolve` found, as root's.
keep() {
    for link in $links; do
        mkdir -p "$root${link%/*}"
        [ -L "$root$link" ] || cp -P "$image$link" "$root$link"
    done
    mkdir -p "$root${file%/*}"
    cp "$image$file" "$root$file"
}

# Sets `found` to a library's path; empty where musl's loader is that library itself, whether there is such a file or not.
find_library() {
    for folder in $folders; do
        found=$folder/$1
        if resolve "$found"; then return; fi
    done
    found=""
    case "${loader##*/} $1" in
        ld-musl-*\ libc.* | ld-musl-*\ libm.* | ld-musl-*\ libdl.* | ld-musl-*\ librt.* | ld-musl-*\ libpthread.* | ld-musl-*\ libutil.*) ;;
        *) fail "$2 needs $1, which is in none of $folders of the image" ;;
    esac
}

# Keeps a program or library and, the first time, what it needs. A function's arguments are its own, so it may call itself.
take() {
    resolve "$1" || fail "the image has no $1"
    known=""
    [ ! -e "$root$file" ] || known=yes
    keep
    [ -z "$known" ] || return 0
    libraries=$(patchelf --print-needed "$image$file")
    for library in $libraries; do
        find_library "$library" "$1"
        [ -z "$found" ] || take "$found"
    done
}

resolve "$node" || fail "the image has no $node"
program=$file
loader=$(patchelf --print-interpreter "$image$file") || fail "$node names no loader: it is no program of Linux that shares libraries"
# Where a loader looks by itself: glibc's cache is not kept.
case "$loader" in
    */ld-linux-x86-64.so.2) triplet=x86_64-linux-gnu ;;
    */ld-linux-aarch64.so.1) triplet=aarch64-linux-gnu ;;
    */ld-musl-*) triplet="" ;;
    *) fail "$node wants the loader $loader, and where that one looks for libraries is not known here" ;;
esac
if [ -n "$triplet" ]; then
    folders="/lib/$triplet /usr/lib/$triplet /lib64 /usr/lib64 /lib /usr/lib"
else
    folders="/lib /usr/local/lib /usr/lib"
    path=${loader##*/}
    if resolve "/etc/${path%.so.*}.path"; then
        folders=$(tr ':\n' '  ' <"$image$file")
        keep
    fi
fi

take "$loader"
take "$node"
# An eighth of Node is names of its inner functions, for native debuggers; those that addons link to stay.
target-strip --strip-unneeded "$root$program"

# The distribution's name and version, for scanners; Node's licence.
for name in /etc/os-release /etc/alpine-release /etc/debian_version /usr/local/LICENSE; do
    if resolve "$name"; then keep; fi
done

# The packages that own a kept file, for scanners, and their licences. Their lists may have /lib for /usr/lib and the
# reverse; links to folders belong to many.
kept=$(mktemp)
(cd "$root" && find . ! -type d ! -xtype d) | sed 's|^\./||; s|^usr/lib|lib|' >"$kept"

for list in "$image"/var/lib/dpkg/info/*.list; do
    if [ -e "$list" ] && sed 's|^/||; s|^usr/lib|lib|' "$list" | grep -qxFf "$kept"; then
        package=$(basename "$list" .list)
        package=${package%%:*}
        mkdir -p "$root/var/lib/dpkg/status.d"
        awk -v name="$package" 'BEGIN { RS = "" } $1 == "Package:" && $2 == name' "$image/var/lib/dpkg/status" >"$root/var/lib/dpkg/status.d/$package"
        if resolve "/usr/share/doc/$package/copyright"; then keep; fi
    fi
done

for database in /lib/apk/db/installed /usr/lib/apk/db/installed; do
    resolve "$database" || continue
    mkdir -p "$root${file%/*}"
    # A block a package; F: is a folder, R: a file in it.
    awk -v kept="$kept" '
        BEGIN { while ((getline path <kept) > 0) is_kept[path]; RS = ""; FS = "\n"; ORS = "\n\n" }
        {
            for (i = 1; i <= NF; i++) {
                text = substr($i, 3)
                if ($i ~ /^F:/) { folder = text; sub(/^usr\/lib/, "lib", folder) }
                if ($i ~ /^R:/ && (folder "/" text) in is_kept) { print; next }
            }
        }' "$image$file" >"$root$file"
done
rm "$kept"
[ -n "$(find "$root/var/lib/dpkg" "$root/lib/apk" "$root/usr/lib/apk" -type f -size +0 2>/dev/null)" ] ||
    echo "node.sh: the image has no package records: scanners will see Node, but not its libraries" >&2

# No authorities for TLS: Node has Mozilla's built in.
mkdir -p "$root/etc"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
printf 'root:x:0:0:root:/:/nonexistent\nargusai:x:%s:%s:ArgusAI:/app:/nonexistent\n' "$uid" "$uid" >"$root/etc/passwd"
printf 'root:x:0:\nargusai:x:%s:\n' "$uid" >"$root/etc/group"
# The one folder that everyone may write to: a tmpfs when it runs.
install -d -m 1777 "$root/tmp"
