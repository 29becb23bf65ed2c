#!/usr/bin/env bash
# Runs the build: ./build.sh TARGET... [--option value...]. `./build.sh --help` lists both.
# Compiles build/ when its sources have changed, then runs it.
set -euo pipefail

export NUKE_TELEMETRY_OPTOUT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
temp=$root/.nuke/temp
answer=$temp/engine

fail() {
  printf '%s\n' "$@" >&2
  exit 255
}

# NUKE keeps only the last one of a repeated switch, without a word.
refuse_repeated_switches() {
  local word other seen=' ' values='' taking=''
  shopt -s nocasematch
  for word in "$@"; do
    [[ $word == -* ]] || continue
    if [[ $seen == *" ${word//-/} "* ]]; then
      for other in "$@"; do
        if [[ $other == -* ]]; then
          taking=''
          [[ ${other//-/} != "${word//-/}" ]] || taking=yes
        elif [[ -n $taking ]]; then
          values+=" $other"
        fi
      done
      fail "$word is given more than once, and only the last one would count." "  Fix: write it once, as $word$values"
    fi
    seen+="${word//-/} "
  done
  shopt -u nocasematch
}

find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "$HOME/.dotnet/dotnet"; do
    if [[ -n $candidate && -x $candidate ]]; then
      dotnet=$candidate
      return
    fi
  done
  fail "The .NET SDK is missing: there is no \`dotnet\` on PATH." \
    "  Fix: install the version that global.json names from https://dot.net/download, or set DOTNET_ROOT to its folder."
}

# `dotnet --version` fails when no installed SDK meets global.json.
require_sdk() {
  (cd "$root" && "$dotnet" --version >/dev/null 2>&1) || fail \
    "No installed .NET SDK meets global.json: $(tr -d ' \n' <"$root/global.json")" \
    "  Installed: $("$dotnet" --list-sdks | cut -d' ' -f1 | tr '\n' ' ')" \
    "  Fix: install that version or a newer one of its major version from https://dot.net/download"
}

# Everything that decides which packages can be had: a change asks the sources again.
nuget_key() {
  local folder=$root
  local -a files=("$root/Directory.Packages.props")
  while :; do
    files+=("$folder"/[Nn][Uu][Gg][Ee][Tt].[Cc][Oo][Nn][Ff][Ii][Gg])
    [[ $folder != / && -n $folder ]] || break
    folder=${folder%/*}
  done
  files+=("$HOME"/.nuget/NuGet/*.[Cc]onfig "$HOME"/.nuget/config/*.[Cc]onfig "$HOME"/.config/NuGet/*.[Cc]onfig /etc/opt/NuGet/Config/*.[Cc]onfig)
  cat -- "${files[@]}" 2>/dev/null | cksum | tr ' ' '-' || true
}

choose_engine() {
  case ${NUKE_ENGINE:-} in
    package | offline)
      engine=$NUKE_ENGINE
      return
      ;;
    '') ;;
    *) fail "NUKE_ENGINE is '$NUKE_ENGINE'." "  Fix: set it to package (NUKE itself) or offline (build/Engine), or unset it." ;;
  esac

  local key known
  key=$(nuget_key)
  if [[ -f $answer ]] && read -r known engine <"$answer" && [[ $known == "$key" ]]; then
    return
  fi

  require_sdk
  local probe=$temp/probe.$$ output
  mkdir -p "$probe"
  printf '%s\n' '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>' \
    '<PackageReference Include="Nuke.Common" /><PackageReference Include="Nuke.Components" />' \
    '</ItemGroup></Project>' >"$probe/probe.csproj"
  if output=$("$dotnet" restore "$probe/probe.csproj" --force -nologo -v q 2>&1 </dev/null); then
    engine=package
    echo "Engine: NUKE, which the package source offers (NUKE_ENGINE=offline takes build/Engine instead)." >&2
  elif [[ $output == *NU1301* ]]; then
    fail "A package source does not answer, so it cannot be said whether it offers NUKE:" "$output" \
      "  Fix: mend the source (\`dotnet nuget list source\`), or set NUKE_ENGINE=offline."
  elif [[ $output == *NU1101* || $output == *NU1102* ]]; then
    engine=offline
    echo "Engine: build/Engine, since the package source does not offer NUKE (NUKE_ENGINE=package insists on NUKE)." >&2
  else
    fail "The package source could not be asked for NUKE:" "$output" "  Fix: mend what it says, or set NUKE_ENGINE=offline."
  fi
  rm -rf "$probe"
  printf '%s %s\n' "$key" "$engine" >"$answer.$$"
  mv -f "$answer.$$" "$answer"
}

# Names and contents: a checkout, a deletion or a restored old file all count.
sources() {
  (cd "$root" && find build src/Contract Directory.*.props global.json \( -name bin -o -name obj \) -prune -o -type f -exec cksum {} +) |
    LC_ALL=C sort
}

# MSBuild goes by dates: what differs from the last compilation gets a new one, however old the file that was put there.
date_changes() {
  local incremental='' file
  if [[ -f $temp/compiled ]]; then
    incremental=yes
    LC_ALL=C comm -13 "$temp/compiled" - <<<"$sources" | cut -d' ' -f3- | while IFS= read -r file; do touch -- "$root/$file"; done
  fi
  printf '%s\n' "$sources" >"$temp/compiled"
  [[ -n $incremental ]]
}

compile() {
  local key=$1 output=$root/build/bin/$engine/$1 messages all=--no-incremental
  [[ ! -f $output/_build.dll ]] || return 0 # another run was faster
  require_sdk
  echo "Compiling the build ..." >&2
  rm -rf "$output.partial"
  date_changes && all=''
  if ! messages=$("$dotnet" build "$root/build/_build.csproj" -c Release -v q -nologo -tl:off -nodeReuse:false \
    -p:NukeEngine="$engine" -p:NukeOutput="$output.partial/" ${all:+"$all"} 2>&1 </dev/null 9>&-); then
    fail "The build does not compile:" "$(grep -E '(error|warning) ' <<<"$messages" | sort -u || printf '%s' "$messages")"
  fi
  mv "$output.partial" "$output"
  # Older ones may still be running for a while.
  find "$root/build/bin/$engine" -mindepth 1 -maxdepth 1 -type d ! -name "$key" -mtime +0 -exec rm -rf {} +
}

refuse_repeated_switches "$@"
find_dotnet
mkdir -p "$temp"
choose_engine
sources=$(sources)
key=$(cksum <<<"$sources")
key=${key// /-}
if [[ ! -f $root/build/bin/$engine/$key/_build.dll ]]; then
  if command -v flock >/dev/null; then
    (flock 9 && compile "$key") 9>"$temp/compile.lock"
  else
    compile "$key"
  fi
fi

# NUKE looks for the repository from the working directory upwards; paths given to Lint begin where it was called.
export ARGUSAI_CALLED_FROM=$PWD
case $PWD/ in
  "$root"/*) ;;
  *) cd "$root" ;;
esac
exec "$dotnet" "$root/build/bin/$engine/$key/_build.dll" "$@"
