#!/bin/bash
# dotnet.sh SDK-TAG ASPNET-TAG: stand-ins for the official .NET images, from local/base and this machine's own .NET.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
docker image inspect local/base >/dev/null 2>&1 || ./base.sh local/base
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")

docker_build() { docker build -q -t "$1" -f - "$dotnet"; }

# The names and defaults that the official images have, as far as our Dockerfile rests on them.
docker_build "$2" <<'DOCKERFILE'
FROM local/base
COPY dotnet /usr/share/dotnet/dotnet
COPY host /usr/share/dotnet/host
COPY shared /usr/share/dotnet/shared
ENV APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet && groupadd -g 1654 app && useradd -u 1654 -g app -m app
DOCKERFILE

docker_build "$1" <<DOCKERFILE
FROM $2
COPY . /usr/share/dotnet/
ENV ASPNETCORE_HTTP_PORTS= DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NUGET_XMLDOC_MODE=skip NUGET_CERT_REVOCATION_MODE=${NUGET_CERT_REVOCATION_MODE:-online}
DOCKERFILE
