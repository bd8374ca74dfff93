# The edge: docker build -t signaling .
# Base images are arguments, so that mirrors and local builds can take the official ones' place.
ARG NODE_IMAGE=node:22-bookworm-slim
ARG DOTNET_SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG DOTNET_ASPNET_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${NODE_IMAGE} AS page
WORKDIR /source/clients/web
COPY clients/web/package.json clients/web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY clients/web/ ./
RUN npm run build && rm -rf dist/npm

FROM ${DOTNET_SDK_IMAGE} AS edge
# Empty means: the version that Directory.Packages.props names.
ARG REDIS_CLIENT_VERSION=
ENV RedisClientVersion=${REDIS_CLIENT_VERSION}
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Domain/Domain.csproj src/Domain/
COPY src/Infrastructure/Infrastructure.csproj src/Infrastructure/
COPY src/Api/Api.csproj src/Api/Web.targets src/Api/
RUN dotnet restore src/Api/Api.csproj -p:BuildWeb=false
COPY src/ src/
COPY --from=page /source/clients/web/dist/ src/Api/wwwroot/
RUN dotnet publish src/Api/Api.csproj --no-restore --configuration Release --output /app -p:BuildWeb=false

FROM ${DOTNET_ASPNET_IMAGE}
WORKDIR /app
COPY --from=edge /app ./
USER $APP_UID
# 8080 is plain HTTP, for a proxy that configuration trusts; 8443 is HTTPS, where a certificate is configured.
EXPOSE 8080 8443
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["dotnet", "Signaling.Api.dll", "health"]
ENTRYPOINT ["dotnet", "Signaling.Api.dll"]
