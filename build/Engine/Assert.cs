using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>Conditions that must hold, or the target fails with the message.</summary>
[DebuggerStepThrough]
public static class Assert
{
    public static void Fail(string message, Exception exception = null) => throw new ArgumentException(message, exception);

    public static void True(bool condition, string message = null, [CallerArgumentExpression(nameof(condition))] string argumentExpression = null)
    {
        if (!condition) Fail(message ?? $"Expected condition to be true ({argumentExpression})");
    }

    public static T NotNull<T>(this T obj, string message = null, [CallerArgumentExpression(nameof(obj))] string argumentExpression = null) where T : class
    {
        True(obj is not null, message ?? $"Expected object to be not null ({argumentExpression})");
        return obj;
    }

    public static T? NotNull<T>(this T? obj, string message = null, [CallerArgumentExpression(nameof(obj))] string argumentExpression = null) where T : struct
    {
        True(obj is not null, message ?? $"Expected object to be not null ({argumentExpression})");
        return obj;
    }

    public static string NotNullOrEmpty(this string str, string message = null, [CallerArgumentExpression(nameof(str))] string argumentExpression = null)
    {
        True(!string.IsNullOrEmpty(str), message ?? $"Expected string to be not null or empty ({argumentExpression})");
        return str;
    }

    public static string NotNullOrWhiteSpace(this string str, string message = null, [CallerArgumentExpression(nameof(str))] string argumentExpression = null)
    {
        True(!string.IsNullOrWhiteSpace(str), message ?? $"Expected string to be not null or white space ({argumentExpression})");
        return str;
    }

    public static void FileExists(string path, string message = null, [CallerArgumentExpression(nameof(path))] string argumentExpression = null)
        => True(File.Exists(path), message ?? $"Expected file to exist: {path} ({argumentExpression})");

    public static void DirectoryExists(string path, string message = null, [CallerArgumentExpression(nameof(path))] string argumentExpression = null)
        => True(Directory.Exists(path), message ?? $"Expected directory to exist: {path} ({argumentExpression})");
}
