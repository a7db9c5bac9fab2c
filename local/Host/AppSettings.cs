using System.Text.RegularExpressions;

namespace NimbusFunctions.Local.Host;

/// <summary>The application settings as the host looks them up: given ones first, then its own environment.</summary>
internal sealed partial class AppSettings(IReadOnlyDictionary<string, string> given)
{
    public string? this[string name] => given.TryGetValue(name, out var value) ? value : Environment.GetEnvironmentVariable(name);

    public IReadOnlyDictionary<string, string> Given => given;

    /// <summary>Replaces <c>%Name%</c>; what is not set becomes empty and is reported.</summary>
    public string Expand(string text, Action<string>? missing = null) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        if (this[name] is { } value)
            return value;
        missing?.Invoke(name);
        return "";
    });

    /// <summary>Whether a connection of that name is configured, as a string or as an identity's address.</summary>
    public bool HasConnection(string name) =>
        !string.IsNullOrEmpty(this[name]) || !string.IsNullOrEmpty(this[$"{name}__fullyQualifiedNamespace"]);

    /// <summary>Whether a function is switched off: <c>AzureWebJobs.NAME.Disabled</c>, with dots or double underscores.</summary>
    public bool IsDisabled(string function) =>
        (this[$"AzureWebJobs.{function}.Disabled"] ?? this[$"AzureWebJobs__{function}__Disabled"]) is "1" or "true" or "True";

    [GeneratedRegex("%([^%]+)%", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
