using Azure;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.DirectorySync;

/// <summary>
/// The sync with plain collections for stores: the real decisions, in the order in which the real steps make them.
/// A directory is changed at random, its delta is told in any order and twice, and the hints are settled.
/// </summary>
internal sealed class SettlementModel(Random random)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, bool> directory = Arbitraries.UserIds.ToDictionary(id => id, _ => true);
    private readonly HashSet<string> purged = [];
    private readonly Dictionary<string, HashSet<string>> teams = Arbitraries.ServiceOfTeam.Keys.ToDictionary(
        team => team, _ => Arbitraries.UserIds.Where(_ => random.Next(2) == 0).Append(Arbitraries.UserIds[0]).ToHashSet());

    private readonly Dictionary<string, StoredUser> rows = [];
    private readonly Dictionary<string, Dictionary<string, Role>> members = Arbitraries.ServiceOfTeam.Values.ToDictionary(id => id, _ => new Dictionary<string, Role>());
    private readonly Dictionary<(HintKind, string), Hint> hints = [];
    private readonly Dictionary<(string Service, string User), string> departures = [];
    private readonly HashSet<string> bin = [];
    private readonly List<DeltaEntry> users = [];
    private readonly List<DeltaEntry> groups = [];
    private int run;
    private int minute;

    /// <summary>Users who were removed although the directory had them, or the first difference after quiet; or null.</summary>
    public string? Wrong { get; private set; }

    /// <summary>What happened, for whoever looks into a failing seed.</summary>
    public List<string> Trace { get; } = [];

    public void FullComparison()
    {
        bin.UnionWith(directory.Where(user => !user.Value && !purged.Contains(user.Key) && !rows.ContainsKey(user.Key)).Select(user => user.Key));
        foreach (var service in members.Keys)
            Add(new(HintKind.Service, service, Full: true));
        foreach (var row in rows.Values.Where(row => row.User.State == UserState.SoftDeleted))
            Add(new(HintKind.User, row.User.Id));
    }

    public void Change()
    {
        var user = Pick(Arbitraries.UserIds);
        var team = Pick([.. teams.Keys]);
        var kind = random.Next(5);
        Trace.Add($"change {kind} {user} {team}");
        switch (kind)
        {
            case 0 when directory[user]:
                directory[user] = false;
                users.Add(new(user, Tombstone.Changed, []));
                break;
            case 1 when !directory[user] && !purged.Contains(user):
                directory[user] = true;
                users.Add(new(user, Tombstone.None, []));
                break;
            case 2 when !directory[user] && purged.Add(user):
                users.Add(new(user, Tombstone.Deleted, []));
                foreach (var (id, list) in teams.Where(team => team.Value.Remove(user)))
                    groups.Add(new(id, Tombstone.None, [user]));
                break;
            case 3 when !purged.Contains(user) && teams[team].Add(user):
                groups.Add(new(team, Tombstone.None, []));
                break;
            case 4 when user != Arbitraries.UserIds[0] && teams[team].Remove(user):
                groups.Add(new(team, Tombstone.None, [user]));
                break;
        }
    }

    /// <summary>The delta is told: in any order, parts of it twice, and old parts again. Sometimes it is lost.</summary>
    public void Tell(bool mayBeLost)
    {
        if (mayBeLost && random.Next(6) == 0)
        {
            FullComparison();
            return;
        }

        var known = rows.Values.Where(row => row.User.State != UserState.Gone).Select(row => row.User.Id).ToHashSet();
        foreach (var page in Shuffled(users).Chunk(3))
        {
            DeltaHints.ForUsers(page, known).ToList().ForEach(Add);
            var news = DeltaHints.OfStrangers(page, rows.Keys.ToHashSet(), bin);
            if (news.SomebodyIsBack || news.IntoBin.Any(id => directory[id]))
                members.Keys.ToList().ForEach(service => Add(new(HintKind.Service, service)));
            bin.UnionWith(news.IntoBin.Where(id => !directory[id]));
            bin.ExceptWith(news.OutOfBin);
        }

        foreach (var page in Shuffled(groups).Chunk(3))
        {
            foreach (var departure in DeltaHints.Departures(page, Arbitraries.ServiceOfTeam))
                departures[(departure.ServiceId, departure.UserId)] = DepartureStore.SaidByDelta;
            DeltaHints.ForServices(page, Arbitraries.ServiceOfTeam).ToList().ForEach(Add);
        }

        // What was told may be told again (Graph: "Replays"), so half of it stays.
        users.RemoveAll(_ => random.Next(2) == 0);
        groups.RemoveAll(_ => random.Next(2) == 0);
    }

    /// <summary>A run: hints in any order, some answers of the directory missing.</summary>
    public void Run(bool quiet)
    {
        run++;
        var name = run.ToString(null as IFormatProvider);
        for (var open = Open(name); open.Count > 0; open = Open(name))
        {
            foreach (var stale in open.OrderBy(_ => random.Next()))
            {
                // Renewed meanwhile: the store's tag would keep the old version from settling the new one.
                var hint = hints[(stale.Kind, stale.Subject)];
                minute++;
                if (hint.Kind == HintKind.User)
                    SettleUser(hint, name, quiet);
                else
                    SettleService(hint, name, quiet);
            }
        }
    }

    /// <summary>After quiet: everybody who is in a team and in the directory is there with those services, nobody else.</summary>
    public void Compare()
    {
        foreach (var id in Arbitraries.UserIds)
        {
            var services = directory[id] ? teams.Where(team => team.Value.Contains(id)).Select(team => Arbitraries.ServiceOfTeam[team.Key]).Order().ToList() : [];
            var found = rows.TryGetValue(id, out var row) && row.User.IsVisible
                ? row.User.Services.Select(membership => membership.ServiceId).Order().ToList()
                : [];
            if (!services.SequenceEqual(found))
                Wrong ??= $"{id} should be in [{string.Join(',', services)}] and is in [{string.Join(',', found)}].";
        }
    }

    private List<Hint> Open(string name) => [.. hints.Values.Where(hint => hint.TriedIn != name)];

    private void SettleUser(Hint hint, string name, bool quiet)
    {
        Trace.Add($"run {run}: {hint}");
        hints.Remove((hint.Kind, hint.Subject));
        if (!rows.TryGetValue(hint.Subject, out var row))
            return;
        var truth = Truth(hint.Subject, quiet);
        var verdict = UserDecision.Settle(row.User, truth, hint, name);
        if (verdict.Action is not null)
            row.User.Memberships.ToList().ForEach(membership => Add(new(HintKind.Service, membership.ServiceId)));
        if (verdict.Action == "user-restored"
            || (truth is UserTruth.Present && (hint.MissingIn is not null || hint.Tombstone != Tombstone.None)))
            members.Keys.ToList().ForEach(service => Add(new(HintKind.Service, service)));
        if (verdict.User is { } user)
            Write(user);
        if (verdict.Keep)
            Keep(hint with { MissingIn = truth is UserTruth.Present ? null : verdict.MissingIn ?? hint.MissingIn, TriedIn = name, Tries = hint.Tries + 1 });
    }

    private void SettleService(Hint hint, string name, bool quiet)
    {
        Trace.Add($"run {run}: {hint}");
        hints.Remove((hint.Kind, hint.Subject));
        var team = Arbitraries.ServiceOfTeam.Single(pair => pair.Value == hint.Subject).Key;
        // The directory does not answer, or gives an empty list that its count belies.
        if (!quiet && random.Next(5) == 0)
        {
            Keep(hint with { TriedIn = name });
            return;
        }

        var listed = new TeamTruth.Listed(
            [.. teams[team].Where(id => directory[id]).Select(id => new ListedMember(id, Details, false))], Now);
        var departed = departures.Where(pair => pair.Key.Service == hint.Subject).ToDictionary(pair => pair.Key.User, pair => pair.Value);
        var reading = new ServiceReading(
            new(hint, ETag.All), hint.Subject, new(ServiceOf(hint.Subject, team), ETag.All), team, members[hint.Subject], departed);
        var changes = new MemberChanges(rows);
        var outcome = new MemberDecisions(changes, _ => null, "unit", name, Now).Compare(
            reading,
            (ServiceVerdict.Compared)ServiceVerdict.Decide(reading, listed, name, Now),
            members[hint.Subject].Keys.Where(id => rows[id].User.State == UserState.Active).ToDictionary(id => id, id => Truth(id, quiet)));
        if (changes.SomebodyIsBack)
            members.Keys.ToList().ForEach(service => Add(new(HintKind.Service, service)));
        foreach (var user in changes.ToWrite)
            Write(user);
        foreach (var (id, role) in outcome.Joined)
            members[hint.Subject][id] = role;
        foreach (var user in RemovalDeeds.Decide(outcome.Leaving, id => rows.TryGetValue(id, out var row) ? row.User : null).ToWrite)
            Write(user);
        foreach (var id in outcome.Left.Concat(outcome.Leaving.Select(removal => removal.UserId)))
            members[hint.Subject].Remove(id);
        foreach (var id in outcome.Unproven)
            departures.TryAdd((hint.Subject, id), name);
        if (outcome.Settled)
            departed.Keys.ToList().ForEach(id => departures.Remove((hint.Subject, id)));
        foreach (var id in outcome.Deleted)
            Add(new(HintKind.User, id, MissingIn: "the list"));
        if (!outcome.Settled)
            Keep(hint with { TriedIn = name });
    }

    private void Write(NimbusUser user)
    {
        Trace.Add($"run {run}: {user.Id} {user.State} [{Membership.Write(user.Memberships)}]");
        var before = rows.TryGetValue(user.Id, out var row) ? row.User : null;
        if (directory[user.Id] && before?.State == UserState.Active && user.State is UserState.SoftDeleted or UserState.Gone)
            Wrong ??= $"{user.Id} was removed as {user.State} and is in the directory.";
        foreach (var lost in before?.Memberships.Except(user.Memberships) ?? [])
        {
            if (directory[user.Id] && teams.Any(team => Arbitraries.ServiceOfTeam[team.Key] == lost.ServiceId && team.Value.Contains(user.Id)))
                Wrong ??= $"{user.Id} lost {lost.ServiceId} and is in its team.";
        }

        rows[user.Id] = new(user, ETag.All);
    }

    private UserTruth Truth(string id, bool quiet) => quiet || random.Next(5) > 0
        ? directory[id] ? new UserTruth.Present(Details, Now) : new UserTruth.Missing(Now)
        : new UserTruth.Unknown("users answered 503", Now);

    private DateTimeOffset Now => Start.AddMinutes(minute);

    private static UserDetails Details { get; } = new("D", "G", "S", "u@contoso.example", "", "");

    private void Add(Hint hint) => hints[(hint.Kind, hint.Subject)] =
        hints.TryGetValue((hint.Kind, hint.Subject), out var known) ? known.Merge(hint) : hint;

    private void Keep(Hint hint) => hints[(hint.Kind, hint.Subject)] =
        hints.TryGetValue((hint.Kind, hint.Subject), out var renewed) ? hint.Merge(renewed) : hint;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private List<DeltaEntry> Shuffled(List<DeltaEntry> entries) =>
        [.. entries.Concat(entries.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())];

    private static Service ServiceOf(string id, string team) => new(
        id, $"{id}@contoso.example", id, "MsTeams", team, "unit", "AdvancedRouting", [], false, false, true, true, "Normal", "TeamOwner",
        ServiceState.Operational, 0, Start);
}
