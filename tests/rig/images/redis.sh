#!/bin/bash
# redis.sh TAG: a Redis image from this machine's own redis-server, for machines that can pull none. A stand-in for tests.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/collect.sh"
root=$(mktemp -d); trap 'rm -rf "$root"' EXIT
collect "$root" redis-server redis-cli

# As in the official image: reachable from other containers, unless asked otherwise.
cat >"$root/usr/local/bin/docker-entrypoint.sh" <<'SCRIPT'
#!/bin/sh
[ "$1" = redis-server ] && { shift; set -- redis-server --protected-mode no "$@"; }
exec "$@"
SCRIPT
chmod 755 "$root/usr/local/bin/docker-entrypoint.sh"

tar -C "$root" --numeric-owner -c . | docker import \
  --change 'ENV PATH=/usr/local/bin:/usr/bin:/bin' --change 'WORKDIR /data' --change 'EXPOSE 6379' \
  --change 'ENTRYPOINT ["docker-entrypoint.sh"]' --change 'CMD ["redis-server"]' - "$1"
