#!/bin/bash
# coturn.sh TAG: a coturn image from this machine's own turnserver, for machines that can pull none. A stand-in for tests.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/collect.sh"
root=$(mktemp -d); trap 'rm -rf "$root"' EXIT
collect "$root" turnserver turnutils_stunclient

tar -C "$root" --numeric-owner -c . | docker import \
  --change 'ENV PATH=/usr/local/bin:/usr/bin:/bin' --change 'EXPOSE 3478' --change 'CMD ["turnserver"]' - "$1"
