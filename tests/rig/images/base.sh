#!/bin/bash
# base.sh TAG: a small Debian of this machine's release, from the distribution's packages. What the .NET and Node stand-ins rest on.
# It trusts whom this machine trusts, so that package restore works in it as it does here.
set -euo pipefail
[ "$(id -u)" = 0 ] || exec sudo -n "$0" "$@"
root=$(mktemp -d); trap 'rm -rf "$root"' EXIT
release=$(. /etc/os-release; echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" | head -n 1)
debootstrap --variant=minbase --include=ca-certificates,libssl3,libstdc++6,zlib1g,tzdata "$release" "$root" "$mirror"
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}/*
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
tar -C "$root" --numeric-owner --exclude=./dev/* -c . | docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$1"
