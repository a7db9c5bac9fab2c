using System.Reflection;

namespace NimbusFunctions.Tests.Infra;

/// <summary>What the app's options read, taken from their types.</summary>
internal static class OptionSections
{
    /// <summary>The options records by their section.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = typeof(StartupOptions)
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.PropertyType.GetField("Section") is not null)
        .ToDictionary(property => (string)property.PropertyType.GetField("Section")!.GetRawConstantValue()!, property => property.PropertyType, StringComparer.Ordinal);

    /// <summary>Names of the settings that fill them.</summary>
    public static IEnumerable<string> Names => Types.SelectMany(section => Settable(section.Value).Select(property => $"{section.Key}__{property.Name}"));

    /// <summary>The settings of a section as they are when nobody sets them.</summary>
    public static object Defaults(string section) => Activator.CreateInstance(Types[section])!;

    /// <summary>What a section says is wrong with it.</summary>
    public static IReadOnlyList<string> Errors(object options) => [.. (IEnumerable<string>)options.GetType().GetMethod("Errors", [])!.Invoke(options, [])!];

    public static PropertyInfo Property(string section, string option) =>
        Settable(Types[section]).Single(property => property.Name == option);

    /// <summary>What of an options record can be set.</summary>
    public static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite);
}
