namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>How a trigger's health goes on: pure; the same value where nothing is to be written.</summary>
internal static class HealthChange
{
    private static readonly TimeSpan BetweenSuccesses = TimeSpan.FromMinutes(1);

    /// <summary>The address took news: what suspended the address is over.</summary>
    public static TriggerHealth Delivered(TriggerHealth health, DateTimeOffset now)
    {
        if (health.Cause == SuspensionCause.AddressGone)
            return health with { Cause = null, Since = null, NextTry = null, LastDelivered = now, Turns = health.Turns + 1 };
        return health.LastDelivered is { } last && now - last < BetweenSuccesses ? health : health with { LastDelivered = now };
    }

    /// <summary>The address has trouble that passes.</summary>
    public static TriggerHealth Failed(TriggerHealth health, string reason) =>
        health.LastFailure == reason ? health : health with { LastFailure = reason };

    /// <summary>The address takes no news; each time it does not, it is left alone for longer.</summary>
    public static TriggerHealth AddressGone(TriggerHealth health, string reason, DateTimeOffset now)
    {
        var since = health.Cause == SuspensionCause.AddressGone && health.Since is { } began ? began : now;
        return health with
        {
            Cause = SuspensionCause.AddressGone,
            Since = since,
            NextTry = now + DeliveryDecision.Suspension(now - since),
            LastFailure = reason,
            Turns = health.Cause == SuspensionCause.AddressGone ? health.Turns : health.Turns + 1,
        };
    }

    /// <summary>News of services does not reach the flow any more.</summary>
    /// <param name="health">The health.</param>
    /// <param name="services">Which ones.</param>
    /// <param name="cause">Why.</param>
    /// <param name="filter">What the trigger wants: where all of it is lost, the trigger is suspended.</param>
    /// <param name="now">The time.</param>
    public static TriggerHealth Lost(
        TriggerHealth health, IReadOnlyCollection<string> services, SuspensionCause cause, TriggerFilter filter, DateTimeOffset now)
    {
        if (services.All(id => Contains(health, id)))
            return health;
        IReadOnlyList<LostService> lost = [.. health.Lost.Where(one => !services.Contains(one.Id)), .. services.Select(id => new LostService(id, cause))];
        var after = health with { Lost = lost, Turns = health.Turns + 1 };
        if (CauseOf(lost, filter) is not { } whole)
            return after;
        return after with { Cause = whole, NextTry = null, Since = health.Cause == whole ? health.Since : now };
    }

    /// <summary>News of a service may reach the flow again.</summary>
    public static TriggerHealth Regained(TriggerHealth health, string service)
    {
        if (!Contains(health, service))
            return health;
        var after = health with { Lost = [.. health.Lost.Where(one => one.Id != service)], Turns = health.Turns + 1 };
        return health.Cause is SuspensionCause.RoleLost or SuspensionCause.ServiceGone ? after with { Cause = null, Since = null, NextTry = null } : after;
    }

    public static TriggerHealth Missed(TriggerHealth health) => health with { Missed = health.Missed + 1 };

    public static bool Contains(TriggerHealth health, string service) => health.Lost.Any(one => one.Id == service);

    private static SuspensionCause? CauseOf(IReadOnlyList<LostService> lost, TriggerFilter filter)
    {
        if (!filter.Services.All(id => lost.Any(one => one.Id == id)))
            return null;
        return lost.Any(one => one.Cause == SuspensionCause.RoleLost) ? SuspensionCause.RoleLost : SuspensionCause.ServiceGone;
    }
}
