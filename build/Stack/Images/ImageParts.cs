using ArgusAI.Containers;
using ArgusAI.Containers.Images;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>What each megabyte of our two images is for, and how many there may be (design.md's budgets).</summary>
public static class ImageParts
{
    private const long Megabyte = 1_000_000;
    private const string App = DataLayout.Application;

    /// <summary>The platforms that the images can be built for: those that the scripts of deploy/templates/image know a compiler for (D42).</summary>
    public static IReadOnlyList<Platform> Platforms { get; } = [Platform.LinuxAmd64, Platform.LinuxArm64];

    private static readonly ImagePart Probe = new("Health probe", "asks the service whether it is well", Probes.Program);

    /// <summary>The backend's image.</summary>
    public static ImageInventory Backend { get; } = new(BackendService.Image,
    [
        new("OpenCV", "motion detection, thumbnails", $"{App}/libOpenCvSharpExtern.so")
        {
            WhenMissing = "no package of OpenCvSharp holds its library for this platform. There the service runs without motion detection and says so; the smoke test of the platform leaves motion out",
        },
        new("FFmpeg", "camera streams, clips", "/usr/bin/ffmpeg", "/usr/bin/ffprobe", "/usr/lib/*/libav*.so.*", "/usr/lib/*/libsw*.so.*"),
        new("Service", "our own code", $"{App}/ArgusAI.*"),
        new("Databases", "EF Core, SQLite, PostgreSQL", $"{App}/Microsoft.EntityFrameworkCore*", $"{App}/Microsoft.Data.Sqlite.dll",
            $"{App}/SQLitePCL*", $"{App}/libe_sqlite3.so", $"{App}/Npgsql*"),
        new("Libraries", "sign-in, metrics, traces, push, API page, OpenCV and FFmpeg from .NET", $"{App}/Microsoft.IdentityModel*", $"{App}/System.IdentityModel*",
            $"{App}/Microsoft.AspNetCore.Authentication.JwtBearer.dll", $"{App}/Microsoft.AspNetCore.OpenApi.dll", $"{App}/Microsoft.OpenApi*",
            $"{App}/Microsoft.Extensions.Http.*", $"{App}/Microsoft.Extensions.*Resilience*", $"{App}/Polly*", $"{App}/Prometheus*", $"{App}/OpenTelemetry*",
            $"{App}/Lib.Net.Http.*", $"{App}/CsvHelper.dll", $"{App}/Scalar*", $"{App}/OpenCvSharp*.dll", $"{App}/FFMpegCore.dll", $"{App}/Instances.dll", $"{App}/CliWrap.dll"),
        new(".NET", "runtime and ASP.NET Core", $"{App}/System.*", $"{App}/Microsoft.*", $"{App}/libSystem.*", $"{App}/libcoreclr*", $"{App}/libclr*",
            $"{App}/libhost*", $"{App}/libmscor*", $"{App}/createdump", $"{App}/mscorlib.dll", $"{App}/netstandard.dll", $"{App}/WindowsBase.dll"),
        Probe,
        new("Certificates", "authorities that outbound TLS trusts", "/etc/ssl", "/usr/lib/ssl", "/usr/share/ca-certificates"),
        new("OpenSSL", "TLS of the service and of FFmpeg", "/usr/lib/*/libssl.so*", "/usr/lib/*/libcrypto.so*"),
        new("C libraries", "libc, libstdc++, zlib, zstd", "/usr/lib/*-linux-gnu", "/usr/lib64", "/lib64"),
        new("Time zones", "camera schedules", "/usr/share/zoneinfo"),
        new("Package records", "read by scanners; licences", "/var/lib/dpkg/status.d", "/usr/share/doc", "/usr/share/common-licenses"),
        new("System names", "users, services, name resolution", "/etc", "/usr/lib/os-release"),
    ])
    {
        Budget = 200 * Megabyte,
        Goal = 150 * Megabyte,
    };

    /// <summary>The frontend's image.</summary>
    public static ImageInventory Frontend { get; } = new(FrontendService.Image,
    [
        new("Node", "runs the server", FrontendDockerfile.Node),
        new("Static files", "what browsers load", $"{App}/.next/static", $"{App}/public"),
        new("Pages", "the web interface, compiled", $"{App}/.next"),
        new("Next.js", "renders the pages", $"{App}/node_modules"),
        new("Service", "our own server and proxy", $"{App}/server.mjs", $"{App}/server", $"{App}/package.json"),
        Probe,
        new("Package records", "read by scanners; licences", "/var/lib/dpkg/status.d", "/lib/apk", "/usr/lib/apk", "/usr/share/doc", "/usr/local/LICENSE"),
        new("System names", "users, name resolution, release", "/etc", "/usr/lib/os-release"),
        new("C libraries", "libc, libstdc++", "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"),
    ])
    {
        Budget = 150 * Megabyte,
        Goal = 150 * Megabyte,
    };
}
