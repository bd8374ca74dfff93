#!/bin/bash
# node.sh TAG: a stand-in for the official Node image, from local/base and this machine's own Node and npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
docker image inspect local/base >/dev/null 2>&1 || ./base.sh local/base
root=$(mktemp -d); trap 'rm -rf "$root"' EXIT
node=$(readlink -f "$(command -v node)")
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
mkdir -p "$root/bin" "$root/lib/node_modules"
cp "$node" "$root/bin/node"
cp -a "$npm" "$root/lib/node_modules/npm"
# Libraries that the base does not have.
ldd "$node" | grep -o "/[^ ]*\.so[^ ]*" | grep -vE "/(ld-linux|lib(c|m|dl|pthread|rt|stdc\+\+|gcc_s)\.so)" | xargs -r cp -Lt "$root/lib" || true
docker build -q -t "$1" -f - "$root" <<DOCKERFILE
FROM local/base
COPY . /usr/local/
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt NPM_CONFIG_REGISTRY=$(npm config get registry)
RUN ldconfig && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx && node --version && npm --version
DOCKERFILE
