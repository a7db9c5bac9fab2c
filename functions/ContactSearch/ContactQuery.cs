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
    public const int UsualTop = 50;
    public const int MostTop = 200;
    public const int LongestText = 128;

    public static (ContactQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var top = Paging.TopOf(query, UsualTop, MostTop, ["q", "field", "source", .. SearchField.Filters], errors);
        var (text, field, source) = (query.Value("q")?.Trim(), query.Value("field")?.Trim(), query.Value("source")?.Trim());
        errors.Text("q", text, LongestText);
        errors.OneOf("field", field, SearchField.Searchable);
        var sources = source is null ? SearchField.Sources : SourcesOf(source, errors);
        var filters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in SearchField.Filters)
        {
            if (query.Value(name)?.Trim() is not { } value)
                continue;
            errors.Text(name, filters[name] = value, LongestText);
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
