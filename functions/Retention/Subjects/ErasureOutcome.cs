namespace NimbusFunctions.Retention.Subjects;

/// <summary>What became of rows that name a person.</summary>
/// <param name="Changed">Replaced or removed.</param>
/// <param name="Missed">Somebody else changed them meanwhile: the next pass looks again.</param>
/// <param name="Held">Kept by a legal hold on somebody or something else that they name.</param>
internal sealed record ErasureOutcome(long Changed, long Missed, long Held)
{
    public static ErasureOutcome None { get; } = new(0, 0, 0);

    public ErasureOutcome And(ErasureOutcome other) => new(Changed + other.Changed, Missed + other.Missed, Held + other.Held);
}
