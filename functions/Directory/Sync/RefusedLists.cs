using NimbusFunctions.Directory.Services;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Teams are refused one by one inside a batch, which ends no run. Where every one is, a permission is missing, and the
/// run has failed; where some are, those groups are private, and the tenant goes on.
/// </summary>
internal sealed class RefusedLists(ServiceStore services)
{
    // One batch: two requests a team.
    private const int Samples = GraphBatch.Largest / 2;

    /// <summary>
    /// Null where any team was told of. A run that asked for few teams, because few changed or because those that were
    /// refused before are still open, asks for some more before it condemns the tenant.
    /// </summary>
    public async Task<RunFailure?> FindFailureAsync(SliceContext slice)
    {
        var teams = slice.Tally.Teams;
        if (teams.Refused.Count == 0 || teams.IsAnyTold)
            return null;
        var others = (await services.ListAsync(slice.Tenant, slice.Token))
            .Where(stored => stored.Service is { TeamId: not null, State: ServiceState.Operational })
            .Select(stored => stored.Service.TeamId!).Except(teams.Refused).Take(Samples)
            .Select(team => new GroupQuestion(team, false)).ToList();
        teams.Note(await slice.Directory.GroupsAsync(others, slice.Token));
        return teams.AllRefused ? new(GraphTrouble.Forbidden, SyncProblem.RefusedLists) : null;
    }
}
