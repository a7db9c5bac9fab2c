using System.Globalization;

namespace NimbusFunctions.Directory.Removals;

/// <summary>What the guard knows besides the plan.</summary>
/// <param name="Rules">The tenant's thresholds.</param>
/// <param name="Window">What was removed in the last 24 hours.</param>
/// <param name="ActiveUsers">Users with access now.</param>
/// <param name="Services">The services that somebody would leave.</param>
/// <param name="Pause">Who paused removals and why; null: nobody.</param>
internal sealed record GuardFacts(
    GuardSection Rules, RemovalWindow Window, int ActiveUsers, IReadOnlyList<ServiceAtStake> Services, string? Pause);

/// <summary>A service that somebody would leave.</summary>
/// <param name="Members">Users with access through it now.</param>
/// <param name="Leaving">How many of them the plan takes.</param>
/// <param name="TeamProvenDeleted">Its team is deleted, by the delta's word and a 404: then it may empty.</param>
internal sealed record ServiceAtStake(string ServiceId, int Members, int Leaving, bool TeamProvenDeleted);

/// <summary>
/// Whether a plan may be carried out, or is held until somebody has looked at it: a pure decision. It counts by
/// cause over 24 hours, so that many small runs do not walk round it.
/// </summary>
internal static class RemovalGuard
{
    /// <summary>A service of at most so many users may empty without being asked about.</summary>
    public const int SmallService = 3;

    /// <summary>Why the plan is held; empty: it may go.</summary>
    public static IReadOnlyList<HoldReason> Judge(RemovalPlan plan, GuardFacts facts)
    {
        List<HoldReason> reasons = [];
        if (facts.Pause is { } pause)
            reasons.Add(new(HoldReason.Paused, pause));
        var before = facts.ActiveUsers + facts.Window.Users;
        foreach (var cause in plan.LosingAccess.Values.Distinct().Order())
        {
            var (planned, earlier) = (plan.LosingAccess.Values.Count(other => other == cause), facts.Window.Of(cause));
            if (facts.Rules.Of(cause).IsPassedBy(planned + earlier, before))
                reasons.Add(new(
                    HoldReason.Threshold,
                    string.Create(CultureInfo.InvariantCulture,
                        $"{planned} of {before} users would lose access ({cause}), {earlier} did in the last 24 hours; the threshold is {facts.Rules.Of(cause).Users} users {(facts.Rules.Of(cause).When == GuardRule.Any ? "or" : "and")} {facts.Rules.Of(cause).Percent:0.##} %.")));
        }

        if (plan.LosingAccess.Count > 0 && plan.LosingAccess.Count >= facts.ActiveUsers)
            reasons.Add(new(HoldReason.EmptiesTenant, "Nobody in the tenant would have access any more."));
        reasons.AddRange(facts.Services.Where(service => Empties(service, facts.Window)).Select(service => new HoldReason(
            HoldReason.EmptiesService,
            $"Service {service.ServiceId} would lose all of its users ({service.Leaving} now), and its team is not proven to be deleted.")));
        return reasons;
    }

    private static bool Empties(ServiceAtStake service, RemovalWindow window) =>
        !service.TeamProvenDeleted
        && service.Leaving >= service.Members
        && service.Members + window.OfService(service.ServiceId) > SmallService;
}

/// <summary>Why a plan is held.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Text">In a sentence, without personal data.</param>
internal sealed record HoldReason(string Kind, string Text)
{
    public const string Paused = "paused";
    public const string Threshold = "threshold";
    public const string EmptiesTenant = "empties-tenant";
    public const string EmptiesService = "empties-service";
}
