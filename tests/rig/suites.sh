# The suites, how one is run, and how its result is counted. Sourced by test.sh.

suites=()
declare -A budget
total_passed=0 total_failed=0 started=$SECONDS
# Seconds: the run as a whole ends below 15 minutes, whatever the budgets add up to. A machine of continuous integration may be busy
# with others' work; there only the budgets count.
readonly whole=$([ "${CI:-}" = true ] && echo 2700 || echo 880)

suite() { suites+=("$1"); budget[$1]=$2; }
is_suite() { [ -n "${budget[$1]:-}" ]; }
list_suites() { for name in "${suites[@]}"; do printf '%-15s %4d s\n' "$name" "${budget[$name]}"; done; }
whole_run() { ! $quick && [ ${#only[@]} = 0 ]; }
wanted() { [ ${#only[@]} = 0 ] || [[ " ${only[*]} " == *" $1 "* ]]; }
wanted_any() { for one in "$@"; do wanted "$one" && return; done; return 1; }
say() { printf '%4d s  %s\n' $((SECONDS - started)) "$*"; }

# ---- before the suites -------------------------------------------------------------------------------------------------

prepare() {
  : >artifacts/packages.log; : >artifacts/dockerd.log; : >artifacts/images.log
  export TEST_RUN=$$ QUICK=$quick BUILT=true NODE_PACKAGES=true
  wanted_any infrastructure api e2e docs && need redis-server redis-server
  wanted chaos && need redis-server redis-server && need iptables iptables && need ip iproute2
  wanted docs && need jq jq && need curl curl
  wanted networks && need ip iproute2 && need iptables iptables && need openssl openssl && need curl curl
  wanted_any infrastructure container e2e networks && need turnserver coturn
  if ! $quick; then
    wanted_any e2e accessibility networks docs && need chromium chromium
    wanted_any infrastructure api container e2e accessibility networks docs && { packages_of tests/e2e || NODE_PACKAGES=false; }
    wanted_any infrastructure api container e2e && docker_up && images
  fi
  if wanted_any client accessibility && [ -s clients/web/package.json ]; then packages_of clients/web || NODE_PACKAGES=false; fi
  wanted_any domain infrastructure api e2e accessibility networks docs && { build || BUILT=false; }
}

# Which images the containers come from. Without a registry there is no Ryuk either: each test removes its own containers.
images() {
  image REDIS_IMAGE redis:7-alpine local/redis:7 redis.sh
  [ "${REDIS_IMAGE:-}" = redis:7-alpine ] || export TESTCONTAINERS_RYUK_DISABLED=${TESTCONTAINERS_RYUK_DISABLED:-true}
  wanted container || return 0
  docker compose version >/dev/null 2>&1 || need docker-compose docker-compose
  need debootstrap debootstrap
  # These take a minute or two the first time: beside the build and the first suites, in a process group of their own.
  set -m
  images_of_container &
  images_pid=$!
  set +m
}

images_of_container() {
  image DOTNET_ASPNET_IMAGE mcr.microsoft.com/dotnet/aspnet:10.0 local/dotnet-aspnet:10.0 dotnet-aspnet.sh
  image DOTNET_SDK_IMAGE mcr.microsoft.com/dotnet/sdk:10.0 local/dotnet-sdk:10.0 dotnet-sdk.sh
  image NODE_IMAGE node:22-bookworm-slim local/node:20 node.sh
  image COTURN_IMAGE coturn/coturn:4.6 local/coturn:4 coturn.sh
}

build() {
  command -v dotnet >/dev/null || { say "missing: dotnet. Please install the .NET 10 SDK: https://dotnet.microsoft.com/download"; return 1; }
  say "building"
  timeout 300 dotnet build signaling.sln -m:2 -nodeReuse:false -v quiet -nologo >artifacts/build.log 2>&1 && return
  grep -E 'error|warning' artifacts/build.log | sort -u | head -20
  say "the build failed: see artifacts/build.log"
  return 1
}

# packages_of FOLDER: npm ci, unless what is installed is what the lock file says.
packages_of() {
  command -v npm >/dev/null || { say "missing: node. Please install Node.js 20 or later."; return 1; }
  cmp -s "$1/package-lock.json" "$1/node_modules/.installed" && return
  say "npm ci in $1"
  (cd "$1" && timeout 180 npm ci --no-audit --no-fund) >>artifacts/packages.log 2>&1 && cp "$1/package-lock.json" "$1/node_modules/.installed" && return
  say "npm ci in $1 failed: see artifacts/packages.log"
  return 1
}

# ---- one suite ---------------------------------------------------------------------------------------------------------

# Runs a suite in a process group of its own, within its budget. It leaves "passed failed" in artifacts/NAME.count.
run_suite() {
  if [ "$1" = container ] && [ -n "${images_pid:-}" ]; then wait "$images_pid"; images_pid=; images_of_container; fi
  local name=$1 begun=$SECONDS left=$((whole - SECONDS + started)) limit=${budget[$1]} passed=0 failed=0 status note=
  [ $limit -le $left ] || limit=$left
  rm -rf "artifacts/$name.count" "artifacts/$name"; mkdir -p "artifacts/$name"
  if [ $limit -le 0 ]; then note=" (no time was left)"
  else
    timeout --kill-after=15 $limit tests/rig/suite.sh "$name" >"artifacts/$name.log" 2>&1 &
    suite_pid=$!; wait $suite_pid; status=$?
    end_suite
    case $status in 124|137) note=" (not done after $limit s)" ;; esac
  fi
  [ ! -s "artifacts/$name.count" ] || read -r passed failed <"artifacts/$name.count"
  # What ended early, or ran nothing, has failed.
  [ -z "$note" ] || failed=$((failed + 1))
  [ $((passed + failed)) -gt 0 ] || { failed=1; note=" (no test ran: see artifacts/$name.log)"; }
  printf '%4d s  %-15s %5d passed, %d failed, %d s%s\n' $((SECONDS - started)) "$name:" "$passed" "$failed" $((SECONDS - begun)) "$note"
  [ ! -s "artifacts/$name.failures" ] || head -n 20 "artifacts/$name.failures" | sed 's/^/          /'
  total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed))
}

# ---- after the suites --------------------------------------------------------------------------------------------------

# Nothing of a suite outlives it: `timeout` leads a process group, whose members are asked, and after ten seconds made, to end.
end_suite() {
  [ -n "${suite_pid:-}" ] || return 0
  kill -TERM -- "-$suite_pid" && for _ in $(seq 50); do kill -0 -- "-$suite_pid" || break; sleep 0.2; done
  kill -KILL -- "-$suite_pid"
  wait "$suite_pid"
  suite_pid=
} 2>/dev/null

stop_all() {
  end_suite
  [ -z "${images_pid:-}" ] || { kill -- "-$images_pid"; wait "$images_pid"; images_pid=; } 2>/dev/null
  docker_down
}

# How many of the rules in docs/call-flows.md were held by tests that ran and passed. On a whole run, one that the list calls held and
# no test held has failed.
held_entries() {
  local all said held lost
  all=$(grep -c '^| [0-9]* | ' docs/call-flows.md)
  said=$(sed -n 's/^| \([0-9]*\) | [^|]* | held |.*/\1/p' docs/call-flows.md | sort -u)
  held=$(for name in "${suites[@]}"; do cat "artifacts/$name/held" 2>/dev/null; done | sort -u)
  lost=$(comm -13 <(echo "$held") <(echo "$said") | sort -n | tr '\n' ' ')
  echo "$(grep -c . <<<"$held") of $all entries held"
  [ -z "${lost% }" ] || { echo "     said to be held, and held by no test that passed: $lost"; total_failed=$((total_failed + 1)); }
}

summary() {
  ! whole_run || held_entries
  echo "$total_passed passed, $total_failed failed"
  [ "$total_failed" = 0 ]
}
