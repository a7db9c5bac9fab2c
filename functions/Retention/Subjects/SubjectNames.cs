using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>
/// What a person is called: the directory id, and the names that stand in texts. A single word is not looked for: it may be
/// anybody's name, or one of our own words. Pure.
/// </summary>
internal sealed class SubjectNames
{
    private const int LongestEscape = 6;

    private readonly ImmutableArray<string> names;

    /// <param name="userId">The directory object id, a GUID in its 36-character form.</param>
    /// <param name="names">User principal name, mail, display name, and what they were before.</param>
    public SubjectNames(string userId, IEnumerable<string> names)
    {
        UserId = userId;
        Names = [.. names.Where(IsTelling).Distinct(StringComparer.OrdinalIgnoreCase)];
        // JSON in a column, and JSON within that.
        this.names = [.. Names.SelectMany(Forms).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(name => name.Length)];
    }

    public string UserId { get; }

    /// <summary>The names that are looked for.</summary>
    public ImmutableArray<string> Names { get; }

    private string ShortId => UserId.Replace("-", "", StringComparison.Ordinal);

    /// <summary>Whether a name tells one person from others.</summary>
    public static bool IsTelling(string name) => name.Trim() is { Length: > 2 } text && (text.Contains('@') || text.Contains(' '));

    /// <summary>The same person without the display name, which others may share: <c>user@domain</c> and the id.</summary>
    public SubjectNames Unmistakable() => new(UserId, Names.Where(name => name.Contains('@', StringComparison.Ordinal)));

    /// <summary>Whether a text names the person.</summary>
    public bool IsIn(string text) =>
        text.Contains(UserId, StringComparison.OrdinalIgnoreCase)
        || text.Contains(ShortId, StringComparison.OrdinalIgnoreCase)
        || names.Any(name => Find(text, name, 0) >= 0);

    /// <summary>The text with another name in each place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pseudonym">A GUID in its 36-character form.</param>
    public string Replace(string text, string pseudonym)
    {
        if (!IsIn(text))
            return text;
        var replaced = text
            .Replace(UserId, pseudonym, StringComparison.OrdinalIgnoreCase)
            .Replace(ShortId, pseudonym.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        return names.Aggregate(replaced, (result, name) => Replace(result, name, pseudonym));
    }

    private static string Replace(string text, string name, string pseudonym)
    {
        var result = new StringBuilder(text.Length);
        var from = 0;
        for (var at = Find(text, name, 0); at >= 0; at = Find(text, name, from))
        {
            result.Append(text, from, at - from).Append(pseudonym);
            from = at + name.Length;
        }

        return from == 0 ? text : result.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Where a name stands for itself: not as a part of a longer one.</summary>
    private static int Find(string text, string name, int from)
    {
        for (var at = from; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (BeginsAt(text, at) && EndsAt(text, at + name.Length))
                return at;
        }

        return -1;
    }

    private static bool BeginsAt(string text, int at)
    {
        if (at == 0 || !IsOfName(text[at - 1]))
            return true;
        // The end of \n, or of \u0022.
        var before = text.AsSpan(Math.Max(0, at - LongestEscape), Math.Min(at, LongestEscape));
        return before is [.., '\\', _] or ['\\', 'u', ..];
    }

    private static bool EndsAt(string text, int end) => end == text.Length
        || !(IsOfName(text[end]) || text[end] == '@')
        // The end of a sentence is no further part of the domain.
        || (text[end] == '.' && (end + 1 == text.Length || !char.IsLetterOrDigit(text[end + 1])));

    private static bool IsOfName(char character) => char.IsLetterOrDigit(character) || character is '.' or '_' or '-';

    private static IEnumerable<string> Forms(string name)
    {
        var once = JavaScriptEncoder.Default.Encode(name);
        return [name, once, JavaScriptEncoder.Default.Encode(once), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)];
    }
}
