namespace Nuke.Common;

/// <summary>Conditions that must hold, or the target fails with the message.</summary>
public static class Assert
{
    public static void Fail(string message, Exception exception = null) => throw new ArgumentException(message, exception);

    public static void True(bool condition, string message = null, [CallerArgumentExpression(nameof(condition))] string argumentExpression = null)
    {
        if (!condition) Fail(message ?? $"Expected condition to be true ({argumentExpression})");
    }

    public static T NotNull<T>(this T obj, string message = null, [CallerArgumentExpression(nameof(obj))] string argumentExpression = null) where T : class
        => Checked(obj, obj is not null, message, "object to be not null", argumentExpression);

    public static T? NotNull<T>(this T? obj, string message = null, [CallerArgumentExpression(nameof(obj))] string argumentExpression = null) where T : struct
        => Checked(obj, obj is not null, message, "object to be not null", argumentExpression);

    public static string NotNullOrEmpty(this string str, string message = null, [CallerArgumentExpression(nameof(str))] string argumentExpression = null)
        => Checked(str, !string.IsNullOrEmpty(str), message, "string to be not null or empty", argumentExpression);

    public static string NotNullOrWhiteSpace(this string str, string message = null, [CallerArgumentExpression(nameof(str))] string argumentExpression = null)
        => Checked(str, !string.IsNullOrWhiteSpace(str), message, "string to be not null or white space", argumentExpression);

    public static void FileExists(string path, string message = null, [CallerArgumentExpression(nameof(path))] string argumentExpression = null)
        => Checked(path, File.Exists(path), message, $"file to exist: {path}", argumentExpression);

    public static void DirectoryExists(string path, string message = null, [CallerArgumentExpression(nameof(path))] string argumentExpression = null)
        => Checked(path, Directory.Exists(path), message, $"directory to exist: {path}", argumentExpression);

    static T Checked<T>(T value, bool holds, string message, string expected, string expression)
    {
        True(holds, message ?? $"Expected {expected} ({expression})");
        return value;
    }
}
