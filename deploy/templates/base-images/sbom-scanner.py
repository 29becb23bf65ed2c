#!/usr/bin/python3 -IB
"""Lists the packages in root file systems, as BuildKit asks its SBOM generators to.

BUILDKIT_SCAN_SOURCE         the root to scan
BUILDKIT_SCAN_SOURCE_EXTRAS  a folder of further roots (build stages, build contexts); may be missing
BUILDKIT_SCAN_DESTINATION    gets NAME.spdx.json for each root: SPDX 2.3 in an in-toto statement
SOURCE_DATE_EPOCH            the documents' time; without it 1970, so that equal roots give equal documents whenever they
                             are scanned. BUILDKIT_SCAN_SOURCE_DATE_EPOCH, too: newer BuildKits set it when the generator
                             is named as `generator=…,SOURCE_DATE_EPOCH=…`; no build argument arrives here

The roots are whatever somebody built: no link leads out of them, nothing in them runs, and what cannot be read is told on
stderr and left out.
"""
import functools
import hashlib
import json
import logging
import mmap
import os
import re
import stat
import sys
import time
from typing import BinaryIO

from debian.copyright import Copyright, NotMachineReadableError
from debian.deb822 import Deb822
from license_expression import get_spdx_licensing
from packageurl import PackageURL

UNKNOWN = "NOASSERTION"
TEXT_LIMIT = 16 << 20  # bytes; the biggest of these files in real images has a few
PROGRAM_LIMIT = 1 << 30  # bytes
NAME_LIMIT = 512  # characters

# Programs that no package manager knows: where they lie, and how their bytes tell what they are. The first of each line has
# to be in them; the others are libraries that one file brings along.
PROGRAMS = (
    (r"/bin/node$", {"node": rb"node\.js/v(\d+\.\d+\.\d+[\w.-]*)"}),
    (r"/bin/ffmpeg$|/lib(av(codec|device|filter|format|util)|sw(resample|scale))\.so[.\d]*$", {
        "ffmpeg": rb"FFmpeg version n?(\d+\.\d+[\w.+~-]*)",
    }),
    (r"/libOpenCvSharpExtern\.so$", {
        "opencv": rb"General configuration for OpenCV (\d+\.\d+\.\d+[\w.-]*)",
        "openssl": rb"OpenSSL (\d+\.\d+\.\d+[a-z]?) \d+ [A-Z][a-z]{2} \d{4}",
        "libjpeg-turbo": rb"libjpeg-turbo version (\d+\.\d+[.\d]*)",
        "libpng": rb"libpng version (\d+\.\d+[.\d]*)",
        "zlib": rb"deflate (\d+\.\d+[.\d]*) Copyright",
    }),
)


def plain(text: str) -> str:
    """The text with everything unprintable written out: for a log, and for JSON that any reader takes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def warn(path: str, problem: object) -> None:
    print(f"sbom-scanner: {plain(path)}: {plain(str(problem))}", file=sys.stderr)


spdx_licences = functools.cache(get_spdx_licensing)


@functools.cache
def licence(text: str) -> str:
    """A licence as an SPDX expression; unknown if it is none, since a wrong one is worse than none."""
    try:
        expression = str(spdx_licences().parse(text, validate=True, strict=True)) if len(text) <= NAME_LIMIT else ""
    except Exception:  # the parser's errors have no base of their own
        return UNKNOWN
    # A reference to a licence's text would need that text in the document.
    return UNKNOWN if not expression or "LicenseRef" in expression else expression


def debian_licence(text: str) -> str:
    """Debian's short names are not quite SPDX's: GPL-2+ is GPL-2.0-or-later, Expat is MIT."""
    def gnu(name: re.Match) -> str:
        return f"{name[1]}-{name[2]}{name[3] or '.0'}-{'or-later' if name[4] else 'only'}"

    return licence(re.sub(r"\bExpat\b", "MIT", re.sub(r"\b(A?GPL|LGPL|GFDL)-(\d+)(\.\d+)?(\+)?(?![\w.-])", gnu, text)))


def supplier(maintainer: str) -> str:
    """A maintainer's `Name <address>` as SPDX says it, which wants to know whether that is a person."""
    name, _, address = maintainer.partition("<")
    if not name.strip():
        return UNKNOWN
    team = re.search(r"\b(team|maintainers?|group|developers|project)\b|@lists\.|@tracker\.", maintainer, re.IGNORECASE)
    return plain(f"{'Organization' if team else 'Person'}: {name.strip()}" + (f" ({address.rstrip('> ')})" if address else ""))


class Root:
    """One root file system and the packages found in it. Paths are as a program inside would name them."""

    def __init__(self, folder: str):
        self.folder = os.path.realpath(folder)
        self.packages: dict[str, dict] = {}  # by their package URL

    def locate(self, path: str) -> str:
        """Where a path really lies. Links are followed as in a container: `/` is the root, and `..` stops there."""
        todo, done, links = path.split("/")[::-1], [], 0
        while todo:
            part = todo.pop()
            if part == "..":
                done = done[:-1]
            elif part not in ("", "."):
                try:
                    target = os.readlink("/".join([self.folder, *done, part]))
                except OSError:  # no link, or not there, which whoever opens it will see
                    done.append(part)
                    continue
                links += 1
                if links > 40:
                    raise OSError("links in a ring")
                done = [] if target.startswith("/") else done
                todo += target.split("/")[::-1]
        return "/".join([self.folder, *done])

    def open(self, path: str, limit: int) -> BinaryIO:
        # Not blocking: a pipe of that name would be waited for.
        file = os.fdopen(os.open(self.locate(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
        found = os.fstat(file.fileno())
        if stat.S_ISREG(found.st_mode) and found.st_size <= limit:
            return file
        file.close()
        raise OSError(f"no regular file of at most {limit >> 20} MiB")

    def text(self, path: str) -> str:
        with self.open(path, TEXT_LIMIT) as file:
            data = file.read()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            warn(path, problem)
            return data.decode("utf-8-sig", "replace")

    def attempt(self, read, path: str, *more):
        """Reads one file, or one record of it: nothing in there ends the scan, whatever a parser makes of it."""
        try:
            return read(path, *more)
        except (FileNotFoundError, NotMachineReadableError):
            return None
        except Exception as problem:
            return warn(path, getattr(problem, "strerror", None) or f"{type(problem).__name__}: {problem}")

    def add(self, path: str, kind: str, name: object, version: object, *, namespace: str | None = None, title: str | None = None,
            arch: str | None = None, source: str | None = None, **facts: str | None) -> None:
        """Adds a package that `path` tells of; one that is there already is said to be in `path`, too."""
        if not all(isinstance(value, str) and 0 < len(value) <= NAME_LIMIT for value in (name, version)):
            raise ValueError(f"a name or version is no text of at most {NAME_LIMIT} characters")
        purl = PackageURL(kind, namespace, plain(name), plain(version), {"arch": plain(arch)} if arch else None).to_string()
        readable = re.sub("[^A-Za-z0-9.]+", "-", f"{kind}-{name}-{version}")
        package = self.packages.setdefault(purl, {
            "SPDXID": f"SPDXRef-{readable}-{hashlib.sha256(purl.encode()).hexdigest()[:12]}",
            "name": plain(title or name), "versionInfo": plain(version), "supplier": UNKNOWN, "downloadLocation": UNKNOWN,
            "filesAnalyzed": False, "licenseConcluded": UNKNOWN, "licenseDeclared": UNKNOWN, "copyrightText": UNKNOWN,
            "primaryPackagePurpose": "LIBRARY",
            "places": set(), "source": f"; built from source package {plain(source)}" if source else "",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}],
        } | {fact: value for fact, value in facts.items() if value})
        package["places"].add(plain(path))

    def dpkg(self, path: str) -> None:
        # Not the parser's own walk over records, which ends at the first broken one.
        for block in self.text(path).split("\n\n"):
            self.attempt(self.dpkg_record, path, block)

    def dpkg_record(self, path: str, block: str) -> None:
        record = Deb822(block.split("\n"))
        # What is removed but for its configuration keeps its record. Images without dpkg have records without a state.
        if "Package" not in record or record.get("Status", "installed").split()[-1:] != ["installed"]:
            return
        name, version = record["Package"], record.get("Version")
        origin, _, other = record.get("Source", name).partition(" ")
        self.add(path, "deb", name, version, namespace="debian", arch=record.get("Architecture"),
                 source=f"{origin} {other.strip('()') or version}", supplier=supplier(record.get("Maintainer", "")),
                 licenseDeclared=self.attempt(self.copyright, f"/usr/share/doc/{name}/copyright"))

    def copyright(self, path: str) -> str | None:
        """The licence, where the file says it for machines, and one for everything: the rest is for lawyers."""
        document = Copyright(self.text(path).split("\n"), strict=False)
        terms = [document.header.license, *(files.license for files in document.all_files_paragraphs())]
        names = {term.synopsis for term in terms if term}
        return debian_licence(names.pop()) if len(names) == 1 else None

    def apk(self, path: str) -> None:
        for block in self.text(path).split("\n\n"):
            # The package's own fields come before those of its files, which use some letters again.
            fields = dict(line.split(":", 1) for line in block.split("\n")[::-1] if ":" in line)
            if "P" in fields:
                self.attempt(self.apk_record, path, fields)

    def apk_record(self, path: str, of: dict[str, str]) -> None:
        self.add(path, "apk", of["P"], of.get("V"), namespace="alpine", arch=of.get("A"), source=of.get("o"),
                 supplier=supplier(of.get("m", "")), licenseDeclared=licence(of.get("L", "")))

    def deps_json(self, path: str) -> None:
        for key, library in json.loads(self.text(path))["libraries"].items():
            self.attempt(self.dotnet_library, path, key, library)

    def dotnet_library(self, path: str, key: str, library: dict) -> None:
        name, _, version = key.partition("/")
        if library["type"] in ("package", "runtimepack"):
            # The package of a runtime pack, which advisories name, has no such prefix.
            self.add(path, "nuget", name.removeprefix("runtimepack."), version, title=name)
        else:
            # A project: the program that the file is named after, or a library of it.
            program = path.endswith(f"/{name}.deps.json")
            self.add(path, "generic", name, version, primaryPackagePurpose="APPLICATION" if program else None)

    def package_json(self, path: str) -> None:
        package = json.loads(self.text(path))
        # Folders within a package have such files, too, only to name their module type.
        if not isinstance(package, dict) or not package.get("name") or not package.get("version"):
            return
        name = isinstance(package["name"], str) and re.fullmatch(r"(?:(@[^/@\s]+)/)?([^/@\s]+)", package["name"])
        if not name:
            raise ValueError(f"'{package['name']}' is no package name")
        # Old ones have an object, or a list of them.
        terms = package.get("license") or package.get("licenses")
        terms = terms[0] if isinstance(terms, list) and len(terms) == 1 else terms
        terms = terms.get("type") if isinstance(terms, dict) else terms
        self.add(path, "npm", name[2], package["version"], namespace=name[1], title=name[0],
                 licenseDeclared=licence(terms) if isinstance(terms, str) else None)

    def program(self, path: str, signs: dict[str, bytes]) -> None:
        purpose = "LIBRARY" if ".so" in path else "APPLICATION"
        with self.open(path, PROGRAM_LIMIT) as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as data:
            versions = {name: match[1].decode() for name, sign in signs.items() if (match := re.search(sign, data))}
        for name, version in versions.items():
            if name == "ffmpeg" and re.search(r"-\d", version):
                # Debian's revision is part of the version then; its epoch, 7 since 2014, is not.
                self.add(path, "deb", name, f"7:{version}", namespace="debian", arch="source", primaryPackagePurpose=purpose)
            else:
                self.add(path, "generic", name, version, primaryPackagePurpose=purpose)

    def scan(self) -> None:
        status = "/var/lib/dpkg/status"
        records = self.attempt(lambda path: sorted(os.listdir(self.locate(path))), f"{status}.d") or []
        for path in (status, *(f"{status}.d/{name}" for name in records)):
            self.attempt(self.dpkg, path)
        for path in ("/lib/apk/db/installed", "/usr/lib/apk/db/installed"):
            self.attempt(self.apk, path)

        def unreadable(problem: OSError) -> None:
            warn(problem.filename.removeprefix(self.folder), problem.strerror)

        expected: set[str] = set()
        for folder, folders, files in os.walk(self.folder, onerror=unreadable):
            folders.sort()
            inner = folder.removeprefix(self.folder)
            # A link's target has its own place, if it is in here at all.
            for path in (f"{inner}/{file}" for file in sorted(files) if not os.path.islink(f"{folder}/{file}")):
                if path.endswith(".deps.json"):
                    self.attempt(self.deps_json, path)
                elif path.endswith("/package.json") and "/node_modules/" in path:
                    self.attempt(self.package_json, path)
                for signs in (signs for place, signs in PROGRAMS if re.search(place, path)):
                    expected.add(next(iter(signs)))
                    self.attempt(self.program, path, signs)
        for name in sorted(expected - {package["name"] for package in self.packages.values()}):
            warn(self.folder, f"{name} is there, but tells no version: left out")

    def statement(self, created: str) -> dict:
        packages = [package for _, package in sorted(self.packages.items())]
        for package in packages:
            package["sourceInfo"] = f"found in {', '.join(sorted(package.pop('places')))}{package.pop('source')}"
        itself = "SPDXRef-DOCUMENT"
        document = {
            "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": itself, "name": plain(os.path.basename(self.folder)),
            "creationInfo": {"created": created, "creators": ["Tool: argusai-sbom-scanner-1"]},
            "packages": packages,
            "relationships": [{"spdxElementId": itself, "relationshipType": "DESCRIBES", "relatedSpdxElement": package["SPDXID"]}
                              for package in packages],
        }
        digest = hashlib.sha256(json.dumps(document).encode()).hexdigest()
        document["documentNamespace"] = f"https://argusai.local/spdx/{digest}"
        # Without a subject: BuildKit puts the image there.
        return {"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document", "subject": [],
                "predicate": document}


def main() -> None:
    def needed(name: str) -> str:
        return os.environ.get(name) or sys.exit(f"sbom-scanner: {name} is not set: this runs as BuildKit's SBOM generator")

    destination, folders = needed("BUILDKIT_SCAN_DESTINATION"), [needed("BUILDKIT_SCAN_SOURCE").rstrip("/")]
    extras = os.environ.get("BUILDKIT_SCAN_SOURCE_EXTRAS", "")
    if os.path.isdir(extras):
        folders += sorted(entry.path for entry in os.scandir(extras) if entry.is_dir())
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or os.environ.get("BUILDKIT_SCAN_SOURCE_DATE_EPOCH") or "0"
    if not re.fullmatch(r"[0-9]{1,11}", epoch):
        sys.exit(f"sbom-scanner: SOURCE_DATE_EPOCH is '{plain(epoch)}', but seconds since 1970 are wanted")
    for folder in (destination, *folders):
        if not os.path.isdir(folder):
            sys.exit(f"sbom-scanner: '{plain(folder)}' is no folder")
    # The parsers' own remarks do not say which file they are about.
    logging.disable(logging.WARNING)
    for folder in folders:
        root = Root(folder)
        root.scan()
        with open(os.path.join(destination, f"{os.path.basename(folder)}.spdx.json"), "w", encoding="utf-8") as file:
            json.dump(root.statement(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))), file, ensure_ascii=False)


if __name__ == "__main__":
    main()
