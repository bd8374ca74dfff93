#!/bin/bash
# dotnet-aspnet.sh TAG: a stand-in for the official ASP.NET Core image, from local/base and this machine's own .NET.
# It has the names and defaults of the official image, as far as our Dockerfile rests on them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
docker image inspect local/base >/dev/null 2>&1 || ./base.sh local/base
docker build -q -t "$1" -f - "$(dirname "$(readlink -f "$(command -v dotnet)")")" <<'DOCKERFILE'
FROM local/base
COPY dotnet /usr/share/dotnet/dotnet
COPY host /usr/share/dotnet/host
COPY shared /usr/share/dotnet/shared
ENV APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet && groupadd -g 1654 app && useradd -u 1654 -g app -m app
DOCKERFILE
