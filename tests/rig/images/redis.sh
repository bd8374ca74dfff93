#!/bin/bash
# redis.sh TAG: a Redis image from this machine's own redis-server, for machines that can pull none. A stand-in for tests,
# not to be pushed: the server, a shell, the few tools that Testcontainers looks for, and the libraries that these load.
set -euo pipefail
root=$(mktemp -d); trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{usr/bin,usr/lib,usr/lib64,usr/local/bin,data,tmp,etc}
for place in bin lib lib64; do ln -s "usr/$place" "$root/$place"; done

for command in redis-server redis-cli sh cat ls sleep grep awk; do
  binary=$(readlink -f "$(command -v "$command")")
  cp "$binary" "$root/usr/bin/$command"
  { ldd "$binary" || true; } | grep -o '/[^ ]*\.so[^ ]*' | while read -r library; do
    target=$root/usr${library#/usr}
    mkdir -p "$(dirname "$target")"
    cp -Ln "$library" "$target"
  done
done
printf 'root:x:0:0::/:/bin/sh\nredis:x:999:999::/data:/bin/sh\n' >"$root/etc/passwd"

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
