#!/bin/bash
# Runs one suite and leaves "passed failed" in artifacts/NAME.count, the names of what failed in artifacts/NAME.failures.
# Started by test.sh, which bounds its time, has installed what it needs and built: QUICK, BUILT and NODE_PACKAGES come from there.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
name=$1
results=artifacts/$name

give_up() { echo "$*"; exit 1; }

# dotnet_suite PROJECT [FILTER]: counts from the result file; what was skipped has not passed.
dotnet_suite() {
  $BUILT || give_up "the build failed"
  # Tests write down which entries of docs/call-flows.md they held (tests/HeldEntries.cs).
  HELD_ENTRIES=$PWD/$results/held with_redis dotnet test "tests/$1" --no-build --nologo ${2:+--filter "$2"} \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal"
  local status=$? total=0 passed=0
  if [ -s "$results/$name.trx" ]; then
    total=$(sed -n 's/.*<Counters total="\([0-9]*\)".*/\1/p' "$results/$name.trx")
    passed=$(sed -n 's/.*<Counters .* passed="\([0-9]*\)".*/\1/p' "$results/$name.trx")
    sed -n 's/.*<UnitTestResult .*testName="\([^"]*\)".*outcome="Failed".*/\1/p' "$results/$name.trx" | sed 's/&quot;/"/g' >"artifacts/$name.failures"
  fi
  [ $status = 0 ] || [ "$total" != "$passed" ] || { total=$((total + 1)); echo "ended with $status" >>"artifacts/$name.failures"; }
  echo "$passed $((total - passed))" >"artifacts/$name.count"
}

# with_redis COMMAND…: the suites that take a Redis get one from Testcontainers, unless one was given or there is no engine.
with_redis() {
  case $name in
    infrastructure | api)
      if ! $QUICK && [ -z "${SIGNALING_TEST_REDIS:-}" ] && $NODE_PACKAGES && [ -n "${REDIS_IMAGE:-}" ]; then
        set -- node tests/e2e/with-redis.mjs "$@"
      fi ;;
  esac
  "$@"
}

# node_suite FOLDER FILE…: counts from the TAP file.
node_suite() {
  local folder=$1; shift
  $BUILT || give_up "the build failed"
  $NODE_PACKAGES || give_up "the packages of $folder could not be installed"
  node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$results/$name.tap" \
    --test-concurrency=1 "${@/#/$folder/}"
  count_tap "$results/$name.tap"
}

# held_by_titles: the entries that passed tests name in their titles, as in "media never take the VPN [#156]".
held_by_titles() { grep -o '\[\\*#[0-9]*\]' | tr -dc '0-9\n' >>"$results/held"; }

count_tap() {
  local tap; tap=$(cat "$1" 2>/dev/null)
  field() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" <<<"$tap" | tail -n 1; }
  local passed tests; passed=$(field pass); tests=$(field tests)
  # A group fails with what is in it, which says more.
  awk '/^ *not ok /{ sub(/^ *not ok [0-9]+ - /, ""); title = $0 } /failureType:/ && !/subtestsFailed/{ print title }' <<<"$tap" >"artifacts/$name.failures"
  [ -z "$tests" ] || echo "$passed $((tests - passed))" >"artifacts/$name.count"
  grep '^ *ok ' <<<"$tap" | grep -v '# SKIP\|# TODO' | held_by_titles
}

# vitest_suite FOLDER: counts from the JSON report.
vitest_suite() {
  [ -s "$1/package.json" ] || give_up "there is no $1"
  $NODE_PACKAGES || give_up "the packages of $1 could not be installed"
  local report=$PWD/$results/report.json total passed
  (cd "$1" && npm test -- --reporter=default --reporter=json --outputFile.json="$report")
  local status=$?
  [ -s "$report" ] || give_up "npm test ended with $status and no report"
  total=$(grep -o '"numTotalTests":[0-9]*' "$report" | grep -o '[0-9]*$')
  passed=$(grep -o '"numPassedTests":[0-9]*' "$report" | grep -o '[0-9]*$')
  grep -o '"fullName":"[^"]*","status":"failed"' "$report" | cut -d'"' -f4 >"artifacts/$name.failures"
  grep -o '"fullName":"[^"]*","status":"passed"' "$report" | held_by_titles
  [ $status = 0 ] || [ "$total" != "$passed" ] || total=$((total + 1))
  echo "$passed $((total - passed))" >"artifacts/$name.count"
}

# chaos_suite: counts from its last lines.
chaos_suite() {
  tests/chaos/run --short >"$results/output" 2>&1; local status=$?
  cat "$results/output"
  sed -n 's/^FAILED //p' "$results/output" >"artifacts/$name.failures"
  sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, .*/\1 \2/p' "$results/output" >"artifacts/$name.count"
  [ -s "artifacts/$name.count" ] || give_up "the chaos suite ended with $status"
}

rm -f "artifacts/$name.failures"
case $name in
  domain) dotnet_suite Domain.Tests ;;
  infrastructure) if $QUICK; then dotnet_suite Infrastructure.Tests "FullyQualifiedName!~.Redis."; else dotnet_suite Infrastructure.Tests; fi ;;
  api) if $QUICK; then dotnet_suite Api.Tests "FullyQualifiedName!~.Redis.&FullyQualifiedName!~.Stores."; else dotnet_suite Api.Tests; fi ;;
  client) vitest_suite clients/web ;;
  container) node_suite tests/e2e container.test.mjs ;;
  chaos) chaos_suite ;;
  e2e) node_suite tests/e2e e2e.test.mjs quality.test.mjs edge-death.test.mjs network-test.test.mjs ;;
  accessibility) node_suite tests/e2e accessibility.test.mjs console.test.mjs page-build.test.mjs ;;
  networks) node_suite tests/networks networks.test.mjs ;;
  docs) node_suite tests/docs readme.test.mjs networks.test.mjs quality.test.mjs ;;
esac
