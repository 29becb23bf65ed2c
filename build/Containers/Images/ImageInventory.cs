using System.Text.RegularExpressions;

namespace ArgusAI.Containers.Images;

/// <summary>What is in an image and why: the parts that its files belong to, and how much there may be.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Parts">Its parts; a file belongs to the first one that names it.</param>
public sealed record ImageInventory(ImageRef Image, IReadOnlyList<ImagePart> Parts)
{
    /// <summary>What all files together may have, in bytes.</summary>
    public required long Budget { get; init; }

    /// <summary>What they are to have one day, in bytes; not more than <see cref="Budget"/>.</summary>
    public required long Goal { get; init; }

    /// <summary>The part of a file; null when nobody can say what it is for.</summary>
    /// <param name="path">Its absolute path in the image.</param>
    public ImagePart? PartOf(string path) => Parts.FirstOrDefault(part => part.Holds(path));
}

/// <summary>Files of an image that are there for one reason.</summary>
/// <param name="Name">What people call them.</param>
/// <param name="Purpose">What they are for, in a few words.</param>
/// <param name="Paths">Absolute paths of files and folders; a folder means everything below it, <c>*</c> any characters but a slash.</param>
public sealed record ImagePart(string Name, string Purpose, params IReadOnlyList<string> Paths)
{
    /// <summary>What follows where the image has no file of it, for people; null when nobody needs to know.</summary>
    public string? WhenMissing { get; init; }

    // One expression for all paths: an image has thousands of files.
    private readonly Regex expression = new(
        $@"\A(?:{string.Join('|', Paths.Select(p => Regex.Escape(Absolute(p)).Replace(@"\*", "[^/]*", StringComparison.Ordinal)))})(?:/|\z)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Whether a file belongs to it.</summary>
    /// <param name="path">Its absolute path in the image.</param>
    public bool Holds(string path) => expression.IsMatch(path);

    private static string Absolute(string path) => path.StartsWith('/') && !path.EndsWith('/')
        ? path
        : throw Expected.Form("path in an image", path, "an absolute path without a slash at its end, such as /usr/lib/*/libssl.so*");
}
