using System.Collections.Concurrent;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Graph;
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
        if (hints.Count == 0)
            return [];
        var ids = hints.Select(hint => hint.Hint.Subject).Order(StringComparer.Ordinal).ToList();
        var stored = await services.BetweenAsync(slice.Tenant, ids, slice.Token);
        var known = hints.Select(hint => Known(slice, hint, stored)).ToList();
        var questions = known.Where(item => item.GroupId is not null)
            .Select(item => new GroupQuestion(item.GroupId!, item.Service is null)).DistinctBy(question => question.Id).ToList();
        var truths = await slice.Directory.GroupsAsync(questions, slice.Token);
        slice.Tally.Teams.Note(truths);
        slice.Progress.Note();
        var departed = await departures.BetweenAsync(slice.Tenant, ids[0], ids[^1], slice.Token);
        var members = await MembersAsync(slice, ids, stored.Count);
        return [.. known.Select(item => (
            new ServiceReading(
                item.Hint,
                item.Hint.Hint.Subject,
                item.Service,
                item.GroupId,
                members.GetValueOrDefault(item.Hint.Hint.Subject) ?? [],
                departed.GetValueOrDefault(item.Hint.Hint.Subject) ?? []),
            item.GroupId is null ? null : truths[item.GroupId]))];
    }

    /// <summary>One query where the services lie close together, as in a full comparison; else one each.</summary>
    private async Task<IReadOnlyDictionary<string, Dictionary<string, Role>>> MembersAsync(
        SliceContext slice, List<string> ids, int between)
    {
        if (between <= ids.Count * 2)
            return await memberships.BetweenAsync(slice.Tenant, ids[0], ids[^1], slice.Token);
        var members = new ConcurrentDictionary<string, Dictionary<string, Role>>(StringComparer.Ordinal);
        await Concurrently.ForEachAsync(
            ids,
            ReadsAtOnce,
            async (id, stop) => members[id] = new(await memberships.ReadAsync(slice.Tenant, id, stop), StringComparer.Ordinal),
            slice.Token);
        return members;
    }

    private static (StoredHint Hint, StoredService? Service, string? GroupId) Known(
        SliceContext slice, StoredHint hint, IReadOnlyDictionary<string, StoredService> stored)
    {
        var id = hint.Hint.Subject;
        if (AdministratorGroups.Has(id))
            return (hint, null, slice.Administrators.GroupOf(id));

        var service = stored.GetValueOrDefault(id);
        return (hint, service, service is { Service.IsEnding: false } ? service.Service.TeamId : null);
    }
}
