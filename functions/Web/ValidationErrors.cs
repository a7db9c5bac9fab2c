namespace NimbusFunctions.Web;

/// <summary>
/// Collects everything that is wrong with a request, so that a caller mends it in one go; of a body that is wrong throughout
/// the first 1,000 faults, for they would be megabytes.
/// </summary>
internal sealed class ValidationErrors
{
    public const int Most = 1_000;

    private readonly Dictionary<string, List<string>> errors = new(StringComparer.Ordinal);
    private int count;

    public bool Any => errors.Count > 0;

    public void Add(string field, string message)
    {
        if (count == Most)
            return;
        count++;
        if (!errors.TryGetValue(field, out var messages))
            errors[field] = messages = [];
        messages.Add(message);
    }

    /// <summary>Takes over what was found in a part.</summary>
    /// <param name="prefix">What stands before the part's fields in the caller's spelling, e.g. <c>general.</c>.</param>
    /// <param name="part">What was found there.</param>
    public void AddAll(string prefix, ValidationErrors part)
    {
        foreach (var (field, messages) in part.errors)
            messages.ForEach(message => Add(prefix + field, message));
    }

    /// <summary>Text must be there and at most so long.</summary>
    public void Text(string field, string? value, int longest, bool required = false)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            if (required || value is not null)
                Add(field, "must not be empty.");
        }
        else if (value.Length > longest)
            Add(field, $"must be at most {longest} characters, it has {value.Length}.");
        else if (value.Any(char.IsControl))
            Add(field, "must not contain control characters.");
    }

    /// <summary>A number within both bounds.</summary>
    public void Range(string field, int value, int least, int most)
    {
        if (value < least || value > most)
            Add(field, $"must be from {least} to {most}, it is {value}.");
    }

    /// <summary>Null, or a GUID in its 36-character form.</summary>
    public void Guid(string field, string? value)
    {
        if (value is not null && !System.Guid.TryParseExact(value, "D", out _))
            Add(field, "must be a GUID such as 00000000-0000-0000-0000-000000000001.");
    }

    /// <summary>Null, or one of the values, spelled exactly.</summary>
    public void OneOf(string field, string? value, IReadOnlyCollection<string> values)
    {
        if (value is not null && !values.Contains(value))
            Add(field, $"must be one of {string.Join(", ", values)}.");
    }

    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        errors.ToDictionary(field => field.Key, field => field.Value.ToArray());

    public Problem ToProblem() => Problem.Invalid(ToDictionary());
}
