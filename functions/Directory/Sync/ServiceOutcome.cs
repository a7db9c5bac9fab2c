using NimbusFunctions.Access;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>What is to be stored of a service after its hint was looked at.</summary>
/// <param name="Reading">What it was decided from.</param>
/// <param name="Joined">Members to store, with their roles.</param>
/// <param name="Left">Members without access, to take out of the list.</param>
/// <param name="Leaving">Members whose access ends, once the guard has seen it.</param>
/// <param name="Refuted">Removals that are no longer to be: the member is there, or the service ended.</param>
/// <param name="Unproven">Members who were missed without a proof; another run looks again.</param>
/// <param name="Deleted">Members whom the directory does not know; their users are looked at next.</param>
/// <param name="Lines">Lines for the ledger.</param>
/// <param name="Settled">Whether the hint is done with.</param>
/// <param name="MissingIn">The run that saw the team's first 404, or null.</param>
/// <param name="State">The service's state from now on; null where the service itself goes.</param>
/// <param name="Members">How many members it has from now on.</param>
/// <param name="Problem">What the directory did not say, for operators; or null.</param>
internal sealed record ServiceOutcome(
    ServiceReading Reading,
    IReadOnlyDictionary<string, Role> Joined,
    IReadOnlyList<string> Left,
    IReadOnlyList<Removal> Leaving,
    IReadOnlyList<RemovalKey> Refuted,
    IReadOnlyList<string> Unproven,
    IReadOnlyList<string> Deleted,
    IReadOnlyList<LedgerEntry> Lines,
    bool Settled,
    string? MissingIn,
    ServiceState? State,
    int Members,
    string? Problem = null)
{
    /// <summary>Something was seen once and wants a second look soon; what nobody told waits for the next run.</summary>
    public bool WantsSecondLook => Unproven.Count > 0 || MissingIn is not null;

    /// <summary>Nothing changes and the hint stays.</summary>
    public static ServiceOutcome Open(ServiceReading reading, string? missingIn, string? problem = null) => new(
        reading, new Dictionary<string, Role>(), [], [], [], [], [], [], false, missingIn,
        reading.Service?.Service.State, reading.Service?.Service.MemberCount ?? 0, problem);
}
