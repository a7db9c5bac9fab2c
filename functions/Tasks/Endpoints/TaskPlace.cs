using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>Where in a tenant's tasks a page ended: the keys of the last row.</summary>
/// <param name="Hash">The second part of the partition's key.</param>
/// <param name="Row">The row's key.</param>
internal sealed record TaskPlace(string Hash, string Row)
{
    private const char Between = '/';

    public string Write() => ContinuationToken.Encode($"{Hash}{Between}{Row}");

    /// <summary>Null where the text is no such place.</summary>
    public static TaskPlace? Parse(string text) =>
        ContinuationToken.Decode(text)?.Split(Between, 2) is [{ Length: TaskPartition.HashDigits } hash, { Length: > 0 } row] && hash.All(char.IsAsciiHexDigit)
            ? new(hash, row)
            : null;
}
