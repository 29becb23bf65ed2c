#!/bin/sh
# Removes what smoke tests of dead processes left on the engine and on the disk.
#   sweep.sh once  NAME SCRATCH   now
#   sweep.sh watch NAME SCRATCH   as soon as the process that NAME belongs to has ended
# NAME is argusai-smoke-BOOT-PID-START, see Owner.cs. Only names of that form whose process is gone are touched.
mode=$1 me=$2 scratch=$3
boot=$(cut -c1-8 /proc/sys/kernel/random/boot_id)

alive() {
  rest=${1#argusai-smoke-} its_boot=${rest%%-*} rest=${rest#*-} pid=${rest%%-*} rest=${rest#*-} start=${rest%%-*}
  [ "$its_boot" = "$boot" ] && [ -r "/proc/$pid/stat" ] && [ "$(sed 's/.*) //' "/proc/$pid/stat" | cut -d' ' -f20)" = "$start" ]
}

names() {
  for label in com.docker.compose.project argusai.smoke.owner; do
    docker ps -a --format "{{.Label \"$label\"}}"
    docker network ls --format "{{.Label \"$label\"}}"
    docker volume ls --format "{{.Label \"$label\"}}"
  done 2>/dev/null | grep -E '^argusai-smoke-[0-9a-f]{8}-[0-9]+-[0-9]+' | sort -u
}

sweep() {
  for name in $(names); do
    alive "$name" && continue
    for label in "com.docker.compose.project=$name" "argusai.smoke.owner=$name"; do
      docker ps -aq --filter "label=$label" | xargs -r docker rm -fv
      docker network ls -q --filter "label=$label" | xargs -r docker network rm
      docker volume ls -q --filter "label=$label" | xargs -r docker volume rm -f
    done >/dev/null 2>&1
  done
  for folder in "$scratch"/argusai-smoke-*; do
    [ -d "$folder" ] && ! alive "${folder##*/}" && rm -rf "$folder"
  done
}

if [ "$mode" = watch ]; then
  # The test runner waits for the end of its children's output: hold none of it.
  exec >/dev/null 2>&1 </dev/null
  while alive "$me"; do sleep 1; done
  # A compose command that was under way may still add containers: sweep until nothing comes any more.
  for _ in 1 2 3 4 5; do sweep; sleep 2; done
fi
sweep
exit 0
