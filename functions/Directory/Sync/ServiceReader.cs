using NimbusFunctions.Directory.Graph;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Sync;

/// <summary>Reads what is stored of services, and what the directory says of their teams.</summary>
internal sealed class ServiceReader(ServiceStore services, MembershipStore memberships, DepartureStore departures)
{
    private const int ReadsAtOnce = 8;

    /// <summary>Asks the directory first, so that what is stored is never older than what it is compared with.</summary>
    public async Task<IReadOnlyList<(ServiceReading Reading, TeamTruth? Truth)>> ReadAsync(
        SliceContext slice, IReadOnlyList<StoredHint> hints)
    {
        var known = new (StoredHint Hint, StoredService? Service, string? GroupId)[hints.Count];
        for (var index = 0; index < hints.Count; index++)
            known[index] = await FindAsync(slice, hints[index]);
        var questions = known.Where(item => item.GroupId is not null)
            .Select(item => new GroupQuestion(item.GroupId!, item.Service is null)).DistinctBy(question => question.Id).ToList();
        var truths = await slice.Directory.GroupsAsync(questions, slice.Token);
        slice.Progress.Note();
        var readings = new (ServiceReading, TeamTruth?)[hints.Count];
        await Concurrently.ForEachAsync(
            Enumerable.Range(0, hints.Count),
            ReadsAtOnce,
            async (index, stop) =>
            {
                var (hint, service, groupId) = known[index];
                var id = hint.Hint.Subject;
                var stored = await memberships.ReadAsync(slice.Tenant, id, stop);
                var departed = await departures.ReadAsync(slice.Tenant, id, stop);
                readings[index] = (
                    new(hint, id, service, groupId, stored, departed),
                    groupId is null ? null : truths[groupId]);
            },
            slice.Token);
        return readings;
    }

    private async Task<(StoredHint Hint, StoredService? Service, string? GroupId)> FindAsync(SliceContext slice, StoredHint hint)
    {
        var id = hint.Hint.Subject;
        if (id.StartsWith(ServiceStore.AdministratorsPrefix, StringComparison.Ordinal))
        {
            var group = id[ServiceStore.AdministratorsPrefix.Length..];
            return (hint, null, group == slice.AdministratorsGroup ? group : null);
        }

        var service = await services.FindAsync(slice.Tenant, id, slice.Token);
        return (hint, service, service is { Service.State: not ServiceState.PendingDeletion } ? service.Service.TeamId : null);
    }
}
