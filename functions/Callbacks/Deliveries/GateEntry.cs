namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>Whether a trigger's address may be called now.</summary>
internal abstract record GateEntry
{
    private GateEntry()
    {
    }

    /// <summary>It may; whoever called hands this back.</summary>
    /// <param name="Tenant">Whose trigger it is.</param>
    /// <param name="Trigger">The trigger.</param>
    /// <param name="Began">The clock's stamp.</param>
    /// <param name="IsTrial">Whether the address was slow the last time, or went wrong.</param>
    public sealed record Open(string Tenant, string Trigger, long Began, bool IsTrial) : GateEntry;

    /// <summary>It may not.</summary>
    /// <param name="Delay">How long until it is worth asking again, spread.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Closed(TimeSpan Delay, string Reason) : GateEntry;
}
