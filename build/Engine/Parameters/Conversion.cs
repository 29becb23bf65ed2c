using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.Parameters;

/// <summary>Words to values: strings, switches, numbers, enumerations, paths, and arrays of them.</summary>
static class Conversion
{
    /// <exception cref="ArgumentException">A word has not the form of that type, or there are too many or none.</exception>
    internal static object To(Type type, string[] words, char? separator, string name, string directory)
    {
        if (!type.IsArray)
            return words.Length <= 1
                ? One(Nullable.GetUnderlyingType(type) ?? type, words.Length == 1 ? words[0] : null, name, directory)
                : throw new ArgumentException($"Parameter '{name}' takes one value, not {words.Length}");

        if (separator is { } character) words = [.. words.SelectMany(x => x.Split(character))];
        var values = Array.CreateInstance(type.GetElementType(), words.Length);
        for (var i = 0; i < words.Length; i++) values.SetValue(One(type.GetElementType(), words[i], name, directory), i);
        return values;
    }

    static object One(Type type, string word, string name, string directory)
    {
        if (type == typeof(bool) && word is null) return true;
        if (word is null) throw new ArgumentException($"Parameter '{name}' needs a value ({type.Name})");
        try
        {
            if (type == typeof(string)) return word;
            if (type == typeof(AbsolutePath)) return (AbsolutePath)Path.GetFullPath(word, directory);
            if (type.IsEnum) return Enum.Parse(type, word, ignoreCase: true);
            if (typeof(Enumeration).IsAssignableFrom(type))
                return type.GetFields().Single(x => x.IsStatic && x.Name.Equals(word, StringComparison.OrdinalIgnoreCase)).GetValue(null);
            return TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, word);
        }
        catch (Exception exception)
        {
            // The value itself may be a secret that was given to the wrong option: it is not repeated.
            throw new ArgumentException($"The value given for '{name}' is not of the form {Form(type)}", exception);
        }
    }

    static string Form(Type type) => type.IsEnum || typeof(Enumeration).IsAssignableFrom(type)
        ? string.Join(" or ", type.GetFields().Where(x => x.IsStatic).Select(x => x.Name))
        : type.Name;
}
