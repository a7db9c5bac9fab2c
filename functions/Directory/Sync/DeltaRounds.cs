using Microsoft.Graph.Models.ODataErrors;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Reads what changed since the last time and stores it as hints; the tokens move on only after that. Without
/// tokens, or when Graph no longer knows them, everything is hinted at: a full comparison.
/// </summary>
internal sealed class DeltaRounds(
    SyncStateStore state, HintStore hints, DepartureStore departures, BinStore bin, ServiceStore services, AllTeams allTeams, FullComparison comparison, TimeProvider time, ILogger<DeltaRounds> log)
{
    /// <returns><c>full</c> or <c>delta</c>.</returns>
    public async Task<string> DrainAsync(SliceContext slice)
    {
        var links = await state.ReadLinksAsync(slice.Tenant, slice.Token);
        if (links.Administrators != slice.Administrators)
            links = await ChangeAdministratorsAsync(slice, links);
        if (links.AsOf is { } asOf)
            ReportAge(slice, time.GetUtcNow() - asOf);
        if (links is { Users: not null, Groups: not null })
        {
            try
            {
                await ReadUsersAsync(slice, links);
                await ReadGroupsAsync(slice);
                return "delta";
            }
            catch (ODataError failure) when (GraphFailure.Classify(failure) == GraphTrouble.ResyncRequired)
            {
                log.SyncResync(slice.Tenant, failure.ResponseStatusCode);
            }
        }

        await StartAnewAsync(slice, links);
        return "full";
    }

    private void ReportAge(SliceContext slice, TimeSpan age)
    {
        slice.Tally.DeltaAge = age;
        if (age > SyncLinks.Old)
            log.SyncDeltaOld(slice.Tenant, age);
    }

    /// <summary>The tokens come before the members are read, so that no change falls between.</summary>
    private async Task StartAnewAsync(SliceContext slice, SyncLinks links)
    {
        var asOf = time.GetUtcNow();
        var users = await LatestAsync(slice.Deltas.LatestUsers, slice.Deltas.UsersAsync, slice);
        var groups = await LatestAsync(slice.Deltas.LatestGroups, slice.Deltas.GroupsAsync, slice);
        await comparison.HintAsync(slice);
        await state.WriteLinksAsync(
            slice.Tenant, links with { Users = users, UsersNext = null, Groups = groups, GroupsNext = null, AsOf = asOf }, slice.Token);
        slice.Progress.Note();
    }

    private static async Task<string> LatestAsync(
        string link, Func<string, CancellationToken, Task<DeltaPage>> read, SliceContext slice)
    {
        while (true)
        {
            var page = await read(link, slice.Token);
            slice.Progress.Note();
            if (page.DeltaLink is { } delta)
                return delta;
            link = page.NextLink ?? throw new InvalidDataException("A delta page has neither a next link nor a delta link.");
        }
    }

    private async Task ReadUsersAsync(SliceContext slice, SyncLinks links)
    {
        var inBin = new Lazy<Task<IReadOnlySet<string>>>(() => bin.ReadAsync(slice.Tenant, slice.Token));
        await ReadAsync(
            slice,
            links,
            current => (current.UsersNext, current.Users!),
            slice.Deltas.UsersAsync,
            (current, next, delta) => current with { UsersNext = next, Users = delta ?? current.Users },
            async entries =>
            {
                var known = await slice.Rows.FindAsync([.. entries.Select(entry => entry.Id)], slice.Token);
                var wanted = known.Values.Where(stored => stored.User.State != UserState.Gone)
                    .Select(stored => stored.User.Id).ToHashSet(StringComparer.Ordinal);
                await hints.AddAsync(slice.Tenant, DeltaHints.ForUsers(entries, wanted), slice.Token);
                if (known.Count < entries.Count)
                    await ReadStrangersAsync(slice, DeltaHints.OfStrangers(entries, known.Keys.ToHashSet(StringComparer.Ordinal), await inBin.Value));
            });
    }

    private async Task ReadStrangersAsync(SliceContext slice, StrangerNews news)
    {
        // The word that somebody is back may have come before the word that he went: the directory decides.
        var truths = await slice.Directory.UsersAsync(news.IntoBin, slice.Token);
        if (news.SomebodyIsBack || truths.Values.Any(truth => truth is not UserTruth.Missing))
            await hints.AddAsync(slice.Tenant, [.. await allTeams.HintsAsync(slice.Tenant, full: false, slice.Token)], slice.Token);
        await bin.AddAsync(
            slice.Tenant, truths.Where(truth => truth.Value is not UserTruth.Present).Select(truth => truth.Key), slice.Token);
        await bin.RemoveAsync(slice.Tenant, news.OutOfBin, slice.Token);
    }

    private async Task ReadGroupsAsync(SliceContext slice)
    {
        var links = await state.ReadLinksAsync(slice.Tenant, slice.Token);
        var serviceOfTeam = (await services.ListAsync(slice.Tenant, slice.Token))
            .Where(stored => stored.Service is { TeamId: not null, IsEnding: false })
            .ToDictionary(stored => stored.Service.TeamId!, stored => stored.Service.Id);
        // The administrators' groups are read in every run: changes of groups inside them reach no delta of them.
        await hints.AddAsync(slice.Tenant, [.. slice.Administrators.Ids.Select(id => new Hint(HintKind.Service, id))], slice.Token);
        await ReadAsync(
            slice,
            links,
            current => (current.GroupsNext, current.Groups!),
            slice.Deltas.GroupsAsync,
            (current, next, delta) => current with
            {
                GroupsNext = next,
                Groups = delta ?? current.Groups,
                AsOf = delta is null ? current.AsOf : time.GetUtcNow(),
            },
            async entries =>
            {
                await departures.AddAsync(slice.Tenant, DeltaHints.Departures(entries, serviceOfTeam), DepartureStore.SaidByDelta, slice.Token);
                await hints.AddAsync(slice.Tenant, DeltaHints.ForServices(entries, serviceOfTeam), slice.Token);
            });
    }

    private async Task ReadAsync(
        SliceContext slice,
        SyncLinks links,
        Func<SyncLinks, (string? Next, string Start)> at,
        Func<string, CancellationToken, Task<DeltaPage>> read,
        Func<SyncLinks, string?, string?, SyncLinks> advance,
        Func<IReadOnlyList<DeltaEntry>, Task> store)
    {
        while (true)
        {
            var (next, start) = at(links);
            DeltaPage page;
            try
            {
                page = await read(next ?? start, slice.Token);
            }
            catch (ODataError failure) when (next is not null && failure.ResponseStatusCode == 400
                && GraphFailure.Classify(failure) != GraphTrouble.ResyncRequired)
            {
                // A next link of a long round may expire within minutes (Directory_ExpiredPageToken): the round starts over.
                links = advance(links, null, null);
                continue;
            }

            await slice.CheckpointAsync();
            await store(page.Entries);
            links = advance(links, page.NextLink, page.DeltaLink);
            await state.WriteLinksAsync(slice.Tenant, links, slice.Token);
            if (page.DeltaLink is not null || page.NextLink is null || slice.Progress.OutOfTime)
                return;
        }
    }

    /// <summary>Another group was named: the members of the old one stop being administrators, those of the new one start.</summary>
    private async Task<SyncLinks> ChangeAdministratorsAsync(SliceContext slice, SyncLinks links)
    {
        var (before, after) = (links.Administrators.Ids.ToList(), slice.Administrators.Ids.ToList());
        var changed = before.Except(after).Concat(after.Except(before)).Select(id => new Hint(HintKind.Service, id, Full: true)).ToList();
        await hints.AddAsync(slice.Tenant, changed, slice.Token);
        var renamed = links with { Administrators = slice.Administrators };
        await state.WriteLinksAsync(slice.Tenant, renamed, slice.Token);
        return renamed;
    }
}
