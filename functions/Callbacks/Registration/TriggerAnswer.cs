namespace NimbusFunctions.Callbacks.Registration;

/// <summary>A trigger as its author sees it: without the address, which holds the flow's signature.</summary>
/// <param name="Id">By which it is removed.</param>
/// <param name="Kind"><c>Tasks</c> or <c>SchedulerEntries</c>.</param>
/// <param name="Host">The host of the address.</param>
/// <param name="Services">The UPNs of those of its services that are there.</param>
/// <param name="Events">What it is told.</param>
/// <param name="Modalities">Of which modalities; empty: all.</param>
/// <param name="Directions">Of which directions; empty: all.</param>
/// <param name="User">The directory object id of the user whose rights hold for it.</param>
/// <param name="Created">When it was registered.</param>
/// <param name="State"><c>Active</c> or <c>Suspended</c>, as it is now.</param>
/// <param name="Cause">Why it is suspended, or what of it is not told: what is wrong and what to do.</param>
/// <param name="Since">Since when, where that was noticed.</param>
/// <param name="Missed">How many news were not delivered and will not be.</param>
/// <param name="LastDelivered">When news last arrived, exact to a minute.</param>
/// <param name="LastFailure">What the address last answered that was no success.</param>
internal sealed record TriggerAnswer(
    string Id,
    TriggerKind Kind,
    string Host,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Modalities,
    IReadOnlyList<string> Directions,
    string User,
    DateTimeOffset Created,
    string State,
    string? Cause,
    DateTimeOffset? Since,
    long Missed,
    DateTimeOffset? LastDelivered,
    string? LastFailure)
{
    public const string Active = "Active";
    public const string Suspended = "Suspended";
}
