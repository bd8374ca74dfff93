# A Docker engine: the one that runs, else one of our own until the end of the run. Sourced by test.sh.

dockerd_pid=

# docker_up: true if `docker info` answers. Where no engine runs it installs and starts one, with fewer wishes at each try:
# some machines let nobody change the firewall, some kernels mount no overlay.
docker_up() {
  docker_answers && return
  [ -z "${docker_failed:-}" ] || return 1
  if need dockerd docker.io && need docker docker.io; then
    for wishes in "" "--iptables=false --ip6tables=false" "--storage-driver=vfs" "--storage-driver=vfs --iptables=false --ip6tables=false"; do
      dockerd_start $wishes && { say "docker: started an engine ($(docker info -f '{{.ServerVersion}}, {{.Driver}}')${wishes:+, $wishes})"; return; }
    done
    say "docker: no engine could be started: see artifacts/dockerd.log"
  fi
  docker_failed=yes
  return 1
}

docker_answers() { command -v docker >/dev/null && timeout 10 docker info >/dev/null 2>&1; }

dockerd_start() {
  local pidfile=/var/run/docker.pid
  echo "== dockerd $*" >>artifacts/dockerd.log
  as_root dockerd --group "$(id -g)" "$@" >>artifacts/dockerd.log 2>&1 &
  local launcher=$!
  for _ in $(seq 150); do
    if docker_answers; then dockerd_pid=$(as_root cat $pidfile 2>/dev/null || echo $launcher); return; fi
    kill -0 $launcher 2>/dev/null || return 1
    sleep 0.2
  done
  as_root kill $launcher; wait $launcher
  return 1
}

# Removes what a suite that was cut short left behind: by the label, or the compose project, of this run alone.
docker_leftovers() {
  [ -n "${TEST_RUN:-}" ] && docker_answers || return 0
  { docker ps -aq --filter "label=signaling.test-run=$TEST_RUN"
    docker ps -aq --filter "label=com.docker.compose.project=signaling-test-$TEST_RUN"; } | xargs -r docker rm -fv >/dev/null
  docker network ls -q --filter "label=com.docker.compose.project=signaling-test-$TEST_RUN" | xargs -r docker network rm >/dev/null
}

docker_down() {
  docker_leftovers
  [ -n "$dockerd_pid" ] || return 0
  as_root kill "$dockerd_pid"
  for _ in $(seq 100); do as_root kill -0 "$dockerd_pid" 2>/dev/null || break; sleep 0.1; done
  dockerd_pid=
}

# image VARIABLE OFFICIAL STANDIN SCRIPT: exports VARIABLE as the image to use. What the caller set stays; else the official
# image if it is here or can be pulled; else the stand-in, which SCRIPT builds from what is installed on this machine.
image() {
  [ -z "${!1:-}" ] || return 0
  local chosen=$2
  if ! docker image inspect "$2" >/dev/null 2>&1 && ! timeout --foreground 180 docker pull -q "$2" >>artifacts/images.log 2>&1; then
    chosen=$3
    if ! docker image inspect "$3" >/dev/null 2>&1; then
      say "docker: $2 cannot be pulled; building the stand-in $3"
      timeout --foreground 300 "tests/rig/images/$4" "$3" >>artifacts/images.log 2>&1 || { say "docker: $4 failed: see artifacts/images.log"; return 1; }
    fi
  fi
  export "$1=$chosen"
}
