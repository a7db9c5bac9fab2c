using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Directory.Sync;

/// <summary>What the steps of a slice share.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Deltas">The tenant's delta rounds.</param>
/// <param name="Directory">The tenant's directory.</param>
/// <param name="Rows">The user rows read so far.</param>
/// <param name="Newcomers">Where new users lie.</param>
/// <param name="Administrators">The groups whose members administer the tenant.</param>
/// <param name="Guard">From how many removals on a plan is held.</param>
/// <param name="Removals">What is proven and not carried out.</param>
/// <param name="Tally">Counts and problems.</param>
/// <param name="Progress">Time and token.</param>
/// <param name="Fence">Keeps a slice that was overtaken from writing.</param>
/// <param name="Use">How it uses Graph.</param>
internal sealed record SliceContext(
    string Tenant,
    string Run,
    GraphDeltas Deltas,
    GraphDirectory Directory,
    UserRows Rows,
    NewcomersUnit Newcomers,
    AdministratorGroups Administrators,
    GuardSection Guard,
    RemovalBook Removals,
    RunTally Tally,
    SyncProgress Progress,
    Fence Fence,
    GraphUse? Use = null)
{
    public CancellationToken Token => Progress.Token;

    /// <summary>Before every group of writes: something moved, and the tenant is still this slice's.</summary>
    /// <exception cref="LeaseLostException">Another slice took the tenant over.</exception>
    public async Task CheckpointAsync()
    {
        Progress.Note();
        await Fence.CheckAsync(Token);
    }
}
