# Packages of the distribution, each installed only if its command is missing. Sourced by test.sh.

apt_updated=false

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo -n "$@"
  else echo "needs root, and there is no sudo: $*" >&2; return 1
  fi
}

# need COMMAND PACKAGE: true if the command is there, or is there now that its package was installed.
need() {
  command -v "$1" >/dev/null && return
  command -v apt-get >/dev/null || { say "missing: $1. Please install it (Debian: apt-get install $2)."; return 1; }
  say "installing $2 (for $1)"
  apt_install "$2" >>artifacts/packages.log 2>&1 && command -v "$1" >/dev/null && return
  say "could not install $2: see artifacts/packages.log"
  return 1
}

apt_install() {
  if ! $apt_updated; then as_root timeout 120 apt-get update && apt_updated=true; fi
  local no_services=/usr/sbin/policy-rc.d ours=false status
  # A package must not start its service: tests start their own, on ports of their own.
  if [ ! -e $no_services ]; then ours=true; as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$no_services && chmod 755 $no_services"; fi
  as_root env DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$1"
  status=$?
  $ours && as_root rm -f $no_services
  return $status
}
