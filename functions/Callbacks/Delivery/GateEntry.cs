namespace NimbusFunctions.Callbacks;

/// <summary>Whether a trigger's address may be called now.</summary>
internal abstract record GateEntry
{
    private GateEntry()
    {
    }

    /// <summary>It may; whoever called says afterwards how it went.</summary>
    public sealed record Open : GateEntry;

    /// <summary>It may not.</summary>
    /// <param name="Delay">How long until it is worth asking again, spread.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Closed(TimeSpan Delay, string Reason) : GateEntry;
}
