using NimbusFunctions.Directory.Services;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>What the directory's answer about a team means for its service as a whole: a pure decision.</summary>
internal abstract record ServiceVerdict
{
    private ServiceVerdict()
    {
    }

    /// <summary>Nothing is proven; everything stays as it is.</summary>
    /// <param name="Problem">What to tell operators, or null.</param>
    /// <param name="MissingIn">The run that saw the team's first 404, or null.</param>
    public sealed record Open(string? Problem, string? MissingIn) : ServiceVerdict;

    /// <summary>No team has it, and it stays: whoever was deleted leaves its list, the others are given by hand.</summary>
    public sealed record ByHand : ServiceVerdict;

    /// <summary>Every membership ends.</summary>
    /// <param name="State">The service's new state; null where the service goes too.</param>
    /// <param name="Action">For the ledger.</param>
    /// <param name="Proof">For the ledger.</param>
    public sealed record Ended(ServiceState? State, string Action, string Proof, DateTimeOffset AsOf) : ServiceVerdict;

    /// <summary>The team is there: who joined, who is missing.</summary>
    public sealed record Compared(TeamComparison Comparison, TeamTruth.Listed Listed) : ServiceVerdict;

    public static ServiceVerdict Decide(ServiceReading reading, TeamTruth? truth, string run, DateTimeOffset now) => truth switch
    {
        null when reading.IsAdministrators => new Ended(null, LedgerActions.AdministratorEnded, "another group was named", now),
        null when reading.Service is { Service.IsEnding: false } => new ByHand(),
        null => new Ended(null, LedgerActions.MembershipEnded, "the service was deleted", now),
        TeamTruth.Unknown unknown => new Open(unknown.Reason, null),
        TeamTruth.Missing missing => OfMissing(reading, TeamFate.Decide(reading.Hint.Hint, run, reading.Service?.Service.State), missing.AsOf, run),
        TeamTruth.Listed listed => new Compared(
            TeamComparison.Compare(reading.OwnerRole, reading.MemberRole, reading.Stored, listed, reading.Full), listed),
        _ => throw new ArgumentOutOfRangeException(nameof(truth)),
    };

    private static ServiceVerdict OfMissing(ServiceReading reading, TeamFate fate, DateTimeOffset asOf, string run) => fate.State switch
    {
        null => new Open(null, reading.Hint.Hint.MissingIn ?? run),
        ServiceState.TeamGone => new Ended(ServiceState.TeamGone, LedgerActions.TeamGone, fate.Proof, asOf),
        _ => new Ended(ServiceState.TeamSoftDeleted, LedgerActions.TeamSoftDeleted, fate.Proof, asOf),
    };
}
