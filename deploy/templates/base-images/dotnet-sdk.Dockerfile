# Stand-in for mcr.microsoft.com/dotnet/sdk: Debian and the SDK of the machine that runs the build (build context `sdk`).
FROM debian
RUN --mount=type=secret,id=ca apt-get -o Acquire::https::CaInfo=/run/secrets/ca update \
 && apt-get -o Acquire::https::CaInfo=/run/secrets/ca install -y --no-install-recommends ca-certificates libgcc-s1 libssl3t64 libstdc++6 zlib1g \
 && rm -rf /var/lib/apt/lists/*
ARG SDK_VERSION
COPY --from=sdk --link dotnet LICENSE.txt ThirdPartyNotices.txt /usr/share/dotnet/
COPY --from=sdk --link host /usr/share/dotnet/host
COPY --from=sdk --link packs /usr/share/dotnet/packs
COPY --from=sdk --link shared /usr/share/dotnet/shared
COPY --from=sdk --link sdk-manifests /usr/share/dotnet/sdk-manifests
COPY --from=sdk --link templates /usr/share/dotnet/templates
COPY --from=sdk --link sdk/${SDK_VERSION} /usr/share/dotnet/sdk/${SDK_VERSION}
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
# No ICU here: invariant mode keeps the SDK and every tool it starts from looking for one.
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_NOLOGO=true \
    DOTNET_RUNNING_IN_CONTAINER=true \
    DOTNET_USE_POLLING_FILE_WATCHER=true \
    DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
    NUGET_XMLDOC_MODE=skip
CMD ["bash"]
