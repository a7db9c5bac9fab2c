using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>From a verdict about a service to what becomes of its members: pure, the changes are collected.</summary>
/// <param name="changes">The users' new rows.</param>
/// <param name="known">The removal that is proven of a user and a service already, or null.</param>
/// <param name="defaultUnit">Where new users lie.</param>
/// <param name="run">This run.</param>
/// <param name="now">Now.</param>
internal sealed class MemberDecisions(
    MemberChanges changes, Func<RemovalKey, Removal?> known, string defaultUnit, string run, DateTimeOffset now)
{
    /// <summary>
    /// Members end with their service or team. Where the directory took the team, those with access wait for the guard,
    /// and the service's own state follows when nobody is left; of a team in the bin the list itself is kept.
    /// </summary>
    public ServiceOutcome End(ServiceReading reading, ServiceVerdict.Ended ended)
    {
        var byDirectory = ended.State is not null;
        var leaving = byDirectory
            ? reading.Stored.Keys.Where(id => HasAccessThrough(reading.ServiceId, id)).Select(id => Removal(reading, id, ended)).ToList()
            : [];
        if (leaving.Count > 0)
            return ServiceOutcome.Open(reading, null) with { Leaving = leaving, Settled = true };
        foreach (var id in reading.Stored.Keys)
            changes.Leave(id, reading.ServiceId, ended.AsOf);
        var kept = ended.State == ServiceState.TeamSoftDeleted;
        return ServiceOutcome.Open(reading, null) with
        {
            Left = kept ? [] : [.. reading.Stored.Keys],
            // Nothing of the service is left to be removed, whoever held it.
            Refuted = Known(reading, reading.Stored.Keys),
            // What the directory took has its lines from when it was carried out.
            Lines = byDirectory ? [] : [.. reading.Stored.Keys.Select(id => Line(ended.Action, id, ended.Proof, reading))],
            Settled = true,
            State = ended.State,
            Members = kept ? reading.Stored.Count : 0,
        };
    }

    /// <summary>Agents and owners are given and taken by hand, user's row first: whose row knows of it no more has left the list too.</summary>
    public ServiceOutcome Keep(ServiceReading reading)
    {
        List<string> left = [.. reading.Stored.Keys.Where(id => changes.Current(id) is not { } user || user.Memberships.All(membership => membership.ServiceId != reading.ServiceId))];
        return ServiceOutcome.Open(reading, null) with { Left = left, Settled = true, Members = reading.Stored.Count - left.Count };
    }

    /// <param name="reading">The service.</param>
    /// <param name="compared">The verdict.</param>
    /// <param name="truths">What the directory says of absent users that have access.</param>
    public ServiceOutcome Compare(
        ServiceReading reading, ServiceVerdict.Compared compared, IReadOnlyDictionary<string, UserTruth> truths)
    {
        var listed = compared.Listed;
        foreach (var (member, role) in compared.Comparison.Present)
            changes.Join(member, new(reading.ServiceId, role), defaultUnit, listed.AsOf);
        List<string> left = [], unproven = [], deleted = [];
        List<Removal> leaving = [];
        string? unknown = null;
        foreach (var id in compared.Comparison.Absent)
        {
            switch (Absence(reading, id, truths))
            {
                case LeaveDecision.Left decision when HasAccessThrough(reading.ServiceId, id):
                    leaving.Add(new(
                        id, reading.ServiceId, RemovalCause.LeftTeam, decision.Proof, listed.AsOf, run, MissingIn: SourceOf(reading, id)));
                    break;
                case LeaveDecision.Left:
                    changes.Leave(id, reading.ServiceId, listed.AsOf);
                    left.Add(id);
                    break;
                case LeaveDecision.Deleted:
                    deleted.Add(id);
                    break;
                case LeaveDecision.Unproven:
                    unproven.Add(id);
                    break;
                case LeaveDecision.Unknown decision:
                    unknown = decision.Reason;
                    break;
            }
        }

        return new(
            reading,
            compared.Comparison.Present.ToDictionary(present => present.Member.Id, present => present.Role),
            left,
            leaving,
            Known(reading, listed.Members.Select(member => member.Id)),
            unproven,
            deleted,
            JoinLines(reading, compared),
            unproven.Count == 0 && unknown is null,
            null,
            ServiceState.Operational,
            unknown is null ? listed.Members.Select(member => member.Id).Distinct().Count() : reading.Stored.Count,
            unknown);
    }

    /// <summary>One line for all who joined: a first sync brings thousands, and each of them shows it in the user list.</summary>
    private List<LedgerEntry> JoinLines(ServiceReading reading, ServiceVerdict.Compared compared)
    {
        var joined = compared.Comparison.Present.Count(present => !reading.Stored.ContainsKey(present.Member.Id));
        return joined == 0
            ? []
            : [Line(LedgerActions.MembersJoined, reading.ServiceId, $"{joined} listed in the team", reading)];
    }

    private LeaveDecision? Absence(
        ServiceReading reading, string id, IReadOnlyDictionary<string, UserTruth> truths)
    {
        // What a plan holds is decided by whoever looks at it.
        if (known(new(id, reading.ServiceId)) is { IsHeld: true })
            return null;
        // Users without access are no question of this team: those in the bin keep their memberships, and who
        // departed from another service or is gone for good has none that counts.
        if (changes.Current(id)?.State == UserState.SoftDeleted)
            return null;
        if (!HasAccessThrough(reading.ServiceId, id))
            return new LeaveDecision.Left("the membership had ended");
        // That the user as a whole goes is no question of this team.
        if (known(new(id, "")) is not null)
            return null;
        var departed = reading.Departed.GetValueOrDefault(id);
        return truths.TryGetValue(id, out var truth)
            ? LeaveDecision.Decide(truth, departed == DepartureStore.SaidByDelta, departed, run)
            : new LeaveDecision.Unknown("the directory was not asked");
    }

    private List<RemovalKey> Known(ServiceReading reading, IEnumerable<string> ids) =>
        [.. ids.Distinct().Select(id => new RemovalKey(id, reading.ServiceId)).Where(key => known(key) is not null)];

    private bool HasAccessThrough(string serviceId, string id) =>
        changes.Current(id) is { State: UserState.Active } user && user.Memberships.Any(membership => membership.ServiceId == serviceId);

    private Removal Removal(ServiceReading reading, string id, ServiceVerdict.Ended ended) => new(
        id,
        reading.ServiceId,
        ended.State == ServiceState.TeamGone ? RemovalCause.TeamDeleted : RemovalCause.TeamSoftDeleted,
        ended.Proof,
        ended.AsOf,
        run,
        reading.Hint.Hint.Tombstone,
        reading.Hint.Hint.MissingIn);

    private static string? SourceOf(ServiceReading reading, string id) =>
        reading.Departed.GetValueOrDefault(id) is { } source && source != DepartureStore.SaidByDelta ? source : null;

    private LedgerEntry Line(string action, string id, string proof, ServiceReading reading) =>
        new(now, run, action, id, proof, reading.ServiceId);
}
