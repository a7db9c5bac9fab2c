namespace NimbusFunctions.Retention.Purge;

/// <summary>How far a source's purge has come.</summary>
/// <param name="NextDay">All days before it were found empty, but for what is held; null: not known yet.</param>
/// <param name="Looked">When it was last looked for anything older; null: never.</param>
internal sealed record PurgeCursor(DateOnly? NextDay, DateTimeOffset? Looked)
{
    public static PurgeCursor New { get; } = new(null, null);
}
