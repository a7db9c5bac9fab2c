namespace Nimbus.Platform.Hosting;

/// <summary>
/// The names that a message body has at its top level. The host merges them into the metadata and lets them override
/// what is there, in any case, so metadata of such a name may be the sender's invention.
/// </summary>
internal sealed class BodyFields
{
    private static readonly char[] Trimmed = [' ', '\t', '\r', '\n', '\uFEFF'];

    private readonly HashSet<string>? names;

    private BodyFields(HashSet<string>? names) => this.names = names;

    /// <summary>No field: nothing was overridden.</summary>
    public static BodyFields None { get; } = new([]);

    /// <summary>Any field: the body looks like an object, and the host's parser reads more than JSON (quotes, comments).</summary>
    public static BodyFields Any { get; } = new(null);

    public bool Contains(string name) => names is null || names.Contains(name);

    public static BodyFields Of(BinaryData body)
    {
        var text = body.ToString().Trim().Trim(Trimmed);
        if (text is not ['{', .., '}'])
            return None;
        if (JsonReading.TryParse(text) is not { } parsed)
            return Any;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var property in parsed.EnumerateObject())
                names.Add(property.Name);
        }
        catch (InvalidOperationException)
        {
            return Any; // a name that is no valid text
        }

        return new(names);
    }
}
