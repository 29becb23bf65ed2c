namespace ArgusAI.Backend.Tests.Running;

/// <summary>What these tests need of the machine. Missing means failed, with the command that mends it: a skipped test proves nothing.</summary>
internal static class Requirements
{
    private const string Install = "apt-get install -y ffmpeg libgtk-3-0 opencv-doc postgresql";

    public static string Footage { get; } = Need("/usr/share/doc/opencv-doc/examples/data/vtest.avi", "opencv-doc");

    public static string PostgresPrograms { get; } = Path.GetDirectoryName(
        Need(Directory.Exists("/usr/lib/postgresql") ? Directory.GetFiles("/usr/lib/postgresql", "initdb", SearchOption.AllDirectories).FirstOrDefault() : null, "postgresql"))!;

    public static void FFmpeg() => Need(Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(p => Path.Combine(p, "ffmpeg")).FirstOrDefault(File.Exists), "ffmpeg");

    private static string Need(string? path, string package) =>
        path is not null && File.Exists(path) ? path : throw new InvalidOperationException($"The package {package} is not installed on this machine: {Install}");
}
