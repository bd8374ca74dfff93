#!/bin/bash
# Runs every test: ./test.sh [--quick] [--only SUITE]... [--list]
#
#   (nothing)       everything: installs what is missing, builds, runs all suites; under 15 minutes on two cores
#   --quick         domain, infrastructure on the embedded store, API in process, client without a browser; under 3 minutes
#   --only SUITE    this suite alone; may be repeated
#   --list          the suites and their time budgets
#
# Each suite has its own time budget, its own line of result here and its own log in artifacts/. A suite whose component
# cannot be had counts as one failed test. The last line is "N passed, N failed"; the exit code is 0 if nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
exec </dev/null
for part in packages docker suites; do . "tests/rig/$part.sh"; done

#      name            seconds
suite  domain          240
suite  infrastructure  300
suite  api             360
suite  client          150
suite  container       300
suite  chaos           240
suite  e2e             420
suite  accessibility   240
suite  networks        240
suite  docs            300

quick=false only=()
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=true ;;
    --only) [ $# -gt 1 ] && is_suite "$2" || { echo "--only takes one of: ${suites[*]}" >&2; exit 2; }; only+=("$2"); shift ;;
    --list) list_suites; exit ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done
$quick && [ ${#only[@]} = 0 ] && only=(domain infrastructure api client)

mkdir -p artifacts
trap stop_all EXIT
trap 'exit 130' INT TERM

prepare
for name in "${suites[@]}"; do wanted "$name" && run_suite "$name"; done
stop_all
summary
