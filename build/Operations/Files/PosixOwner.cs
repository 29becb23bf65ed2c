using System.Runtime.InteropServices;

namespace ArgusAI.Operations.Files;

/// <summary>
/// Who owns a file, which .NET does not tell. Linux only: elsewhere Docker runs in a virtual machine that maps owners
/// itself, and every answer is null.
/// </summary>
public static class PosixOwner
{
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;

    /// <summary>Whether this process may give files away.</summary>
    public static bool IsRoot => OperatingSystem.IsLinux() && NativeMethods.geteuid() == 0;

    /// <summary>The user and group ids of a file or folder; null when it is not there or the system has none.</summary>
    public static (uint User, uint Group)? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        // struct statx has the same layout on every architecture: uid at byte 20, gid at 24, 256 bytes in all.
        var buffer = new byte[256];
        return NativeMethods.statx(CurrentFolder, path, 0, BasicStats, buffer) == 0
            ? (BitConverter.ToUInt32(buffer, 20), BitConverter.ToUInt32(buffer, 24))
            : null;
    }

    /// <summary>Gives a file to a user and group.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Set(string path, uint user, uint group)
    {
        if (!OperatingSystem.IsLinux()) return;
        if (NativeMethods.chown(path, user, group) != 0)
            throw new IOException($"cannot give '{path}' to user {user}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>As root, gives a new file to whoever owns the folder it is in: a build run with sudo leaves nothing behind that the clone's owner cannot change.</summary>
    internal static void FollowFolder(string path)
    {
        if (!IsRoot || Of(Path.GetDirectoryName(Path.GetFullPath(path))!) is not { } owner || owner.User == 0) return;
        Set(path, owner.User, owner.Group);
    }

    private static class NativeMethods
    {
#pragma warning disable IDE1006 // the C library's own names
        [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern uint geteuid();

        [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);

        [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] buffer);
#pragma warning restore IDE1006
    }
}
