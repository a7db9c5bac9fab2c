using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>From a verdict about a service to what becomes of its members: pure, the changes are collected.</summary>
internal sealed class MemberDecisions(MemberChanges changes, string defaultUnit, string run, DateTimeOffset now)
{
    /// <summary>Members end with their service or team; of a team in the bin the list itself is kept.</summary>
    public ServiceOutcome End(ServiceReading reading, ServiceVerdict.Ended ended)
    {
        foreach (var id in reading.Stored.Keys)
            changes.Leave(id, reading.ServiceId, ended.AsOf);
        var kept = ended.State == ServiceState.TeamSoftDeleted;
        return ServiceOutcome.Open(reading, null) with
        {
            Left = kept ? [] : [.. reading.Stored.Keys],
            Lines = [.. reading.Stored.Keys.Select(id => Line(ended.Action, id, ended.Proof, reading))],
            Settled = true,
            State = ended.State,
            Members = kept ? reading.Stored.Count : 0,
        };
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
        List<LedgerEntry> lines = [];
        string? unknown = null;
        foreach (var id in compared.Comparison.Absent)
        {
            switch (Absence(reading, listed, id, truths))
            {
                case LeaveDecision.Left decision:
                    changes.Leave(id, reading.ServiceId, listed.AsOf);
                    left.Add(id);
                    lines.Add(Line("member-left", id, decision.Proof, reading));
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
            unproven,
            deleted,
            lines,
            unproven.Count == 0 && unknown is null,
            null,
            ServiceState.Operational,
            unknown is null ? listed.Members.Select(member => member.Id).Distinct().Count() : reading.Stored.Count,
            unknown);
    }

    private LeaveDecision? Absence(
        ServiceReading reading, TeamTruth.Listed listed, string id, IReadOnlyDictionary<string, UserTruth> truths)
    {
        // Users without access are no question of this team: those in the bin keep their memberships, and who
        // departed from another service or is gone for good has none that counts.
        switch (changes.Current(id)?.State)
        {
            case UserState.SoftDeleted:
                return null;
            case null or UserState.Gone or UserState.Departed:
                return new LeaveDecision.Left("the user had no access any more");
        }

        var departed = reading.Departed.GetValueOrDefault(id);
        return truths.TryGetValue(id, out var truth)
            ? LeaveDecision.Decide(truth, listed.Members.Count == 0, departed == DepartureStore.SaidByDelta, departed, run)
            : new LeaveDecision.Unknown("the directory was not asked");
    }

    private LedgerEntry Line(string action, string id, string proof, ServiceReading reading) =>
        new(now, run, action, id, proof, reading.ServiceId);
}
