#!/bin/sh
# Prepares deploy/compose.yaml once: fresh secrets in .env, and a certificate for PUBLIC_HOST that nobody else trusts.
# What is there already stays. For a public host put a real certificate at certificates/edge.crt and edge.key instead.
set -eu
cd "$(dirname "$0")"

if [ ! -e .env ]; then
  umask 077
  while IFS= read -r line; do
    case $line in
      [A-Z]*=) echo "$line$(openssl rand -hex 32)" ;;
      *) echo "$line" ;;
    esac
  done <.env.example >.env
  echo "wrote deploy/.env"
fi

if [ ! -e certificates/edge.crt ]; then
  umask 022
  host=$(sed -n 's/^PUBLIC_HOST=//p' .env)
  mkdir -p certificates
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$host" \
    -addext "subjectAltName=DNS:$host,IP:127.0.0.1" -keyout certificates/edge.key -out certificates/edge.crt 2>/dev/null
  # The edge runs as user 1654 in its container and has to read the key.
  chown 1654 certificates/edge.key 2>/dev/null && chmod 400 certificates/edge.key || chmod 444 certificates/edge.key
  echo "wrote deploy/certificates, self-signed for $host"
fi
