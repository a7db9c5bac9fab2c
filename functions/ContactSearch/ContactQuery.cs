using NimbusFunctions.Web;

namespace NimbusFunctions.ContactSearch;

/// <summary>What <c>GET …/contacts</c> is asked for.</summary>
/// <param name="Text">What is looked for; null: what the filters let through.</param>
/// <param name="Field">Where alone it is looked for; null: in every field.</param>
/// <param name="Filters">By field, what it must be, whatever the case; all of them.</param>
/// <param name="Sources">Who is asked.</param>
/// <param name="Top">At most so many of each source, 1 to 200.</param>
internal sealed record ContactQuery(
    string? Text, string? Field, IReadOnlyDictionary<string, string> Filters, IReadOnlyList<ContactSource> Sources, int Top)
{
    public const int DefaultTop = 50;
    public const int MostTop = 200;
    public const int LongestText = 128;

    public static (ContactQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var filters = new Dictionary<string, string>(StringComparer.Ordinal);
        var sources = SearchField.Sources;
        var (text, field, top) = ((string?)null, (string?)null, DefaultTop);
        foreach (var (name, values) in query)
        {
            var value = values.ToString().Trim();
            if (values.Count != 1)
                errors.Add(Printable.Short(name), "must be given once.");
            else if (name == "q")
                errors.Text(name, text = value, LongestText, required: true);
            else if (name == "field")
                errors.OneOf(name, field = value, SearchField.Searchable);
            else if (name == "source")
                sources = SourcesOf(value, errors);
            else if (name == "top" && (!int.TryParse(value, null, out top) || top is < 1 or > MostTop))
                errors.Add(name, $"must be a number from 1 to {MostTop}.");
            else if (SearchField.Filters.Contains(name))
                errors.Text(name, filters[name] = value, LongestText, required: true);
            else if (name != "top")
                errors.Add(Printable.Short(name), $"is not a parameter; there are q, field, source, top, {string.Join(", ", SearchField.Filters)}.");
        }

        if (!errors.Any && text is null && (filters.Count == 0 || field is not null))
            errors.Add("q", "must say what is looked for; it may be left out where a filter is given, and no field.");
        return errors.Any ? (null, errors.ToProblem()) : (new(text, field, filters, sources, top), null);
    }

    /// <summary>In which fields a source looks.</summary>
    public IReadOnlyList<SearchField> FieldsIn(ContactSource source) =>
        [.. SearchField.All.Where(known => (Field is null || known.Name == Field) && known.In(source).HasFlag(FieldAbility.Search))];

    /// <summary>Why a source has nothing to say; null: it is asked.</summary>
    public string? ObstacleIn(ContactSource source)
    {
        if (Text is not null && FieldsIn(source).Count == 0)
            return $"It is not searched by {Field}.";
        return Filters.Keys.Where(name => !SearchField.Of(name).In(source).HasFlag(FieldAbility.Filter)).ToList() is { Count: > 0 } others
            ? $"It is not narrowed by {string.Join(", ", others)}."
            : null;
    }

    /// <summary>Whether a contact is looked for; of a field with several values any will do.</summary>
    /// <param name="source">Whose contact it is.</param>
    /// <param name="read">Gives its values by the name of a field.</param>
    public bool Matches(ContactSource source, Func<string, IEnumerable<string?>> read) =>
        Filters.All(filter => read(filter.Key).Any(value => string.Equals(value, filter.Value, StringComparison.OrdinalIgnoreCase)))
        && (Text is null || FieldsIn(source).Any(field => read(field.Name).Any(value => value is not null && (field.In(source).HasFlag(FieldAbility.Contains)
            ? value.Contains(Text, StringComparison.OrdinalIgnoreCase)
            : value.StartsWith(Text, StringComparison.OrdinalIgnoreCase)))));

    private static IReadOnlyList<ContactSource> SourcesOf(string value, ValidationErrors errors)
    {
        var names = value.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        if (names.All(name => SearchField.Sources.Any(source => source.ToString() == name)))
            return [.. names.Select(Enum.Parse<ContactSource>).Order()];
        errors.Add("source", $"must be one or more of {string.Join(", ", SearchField.Sources)}, separated by commas.");
        return [];
    }
}
