using NimbusFunctions.Directory.Services;

namespace NimbusFunctions.Directory.Sync;

/// <summary>What a 404 of a team means for its service: a pure decision.</summary>
/// <param name="State">The service's new state, or null while nothing is proven.</param>
/// <param name="Proof">What it rests on.</param>
internal sealed record TeamFate(ServiceState? State, string Proof)
{
    /// <param name="hint">What was said of the team.</param>
    /// <param name="run">This run.</param>
    /// <param name="known">The service's state so far; null: there is none.</param>
    public static TeamFate Decide(Hint hint, string run, ServiceState? known = null) => hint switch
    {
        // Nothing brings it back, but each nightly audit meets this 404, and an old deletion may be told again.
        _ when known == ServiceState.TeamGone => new(ServiceState.TeamGone, "gone before, and 404"),
        { Tombstone: Tombstone.Deleted } => new(ServiceState.TeamGone, "deleted in the groups' delta, and 404"),
        { Tombstone: Tombstone.Changed } => new(ServiceState.TeamSoftDeleted, "removed in the groups' delta, and 404"),
        { MissingIn: { } earlier } when earlier != run => new(ServiceState.TeamSoftDeleted, "404 in two runs"),
        _ => new(null, "404 once"),
    };
}
