namespace NimbusFunctions.Retention.Subjects;

/// <summary>The body of a request to erase a person.</summary>
/// <param name="Confirm">Exactly <see cref="Word"/>.</param>
internal sealed record EraseBody(string? Confirm = null)
{
    public const string Word = "ERASE";
}
