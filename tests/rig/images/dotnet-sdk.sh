#!/bin/bash
# dotnet-sdk.sh TAG: a stand-in for the official .NET SDK image, from local/base and this machine's own .NET.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
docker image inspect local/base >/dev/null 2>&1 || ./base.sh local/base
docker build -q -t "$1" -f - "$(dirname "$(readlink -f "$(command -v dotnet)")")" <<DOCKERFILE
FROM local/base
COPY . /usr/share/dotnet/
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NUGET_XMLDOC_MODE=skip \
    NUGET_CERT_REVOCATION_MODE=${NUGET_CERT_REVOCATION_MODE:-online} SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
DOCKERFILE
