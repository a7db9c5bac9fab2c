using System.Collections.Concurrent;

namespace NimbusFunctions.Local.Simulator.Graph.Throttling;

/// <summary>The documented limits of one app in one tenant.</summary>
internal sealed class TenantThrottle
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TokenBucket _units;
    private readonly TokenBucket _presence;
    private readonly TokenBucket _teams;
    private readonly TokenBucket _teamMembers;
    private readonly ConcurrentDictionary<string, TokenBucket> _oneTeam = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider _time;

    /// <param name="users">Directory size, which decides between S (under 50), M (to 500) and L.</param>
    /// <param name="time">The clock.</param>
    public TenantThrottle(int users, TimeProvider time)
    {
        _time = time;
        _units = new TokenBucket(UnitsFor(users), TimeSpan.FromSeconds(10), time);
        _presence = new TokenBucket(1500, TimeSpan.FromSeconds(30), time);
        _teams = new TokenBucket(30, Second, time);
        _teamMembers = new TokenBucket(60, Second, time);
    }

    public static int UnitsFor(int users) => users switch { < 50 => 3500, <= 500 => 5000, _ => 8000 };

    /// <summary>Counts a request. <paramref name="team"/> is the team asked about, for the team limits.</summary>
    public ThrottleVerdict Take(LimitKind kind, int units, string? team, TokenBucket app)
    {
        if (kind is LimitKind.ResourceUnits)
        {
            var all = app.Take(units, out var usedByApp);
            var here = _units.Take(units, out var used);
            return here is null && all is not null
                ? new ThrottleVerdict(all, usedByApp, "Application")
                : new ThrottleVerdict(here, Math.Max(used, usedByApp), "Tenant_Application");
        }

        if (kind is LimitKind.Presence) return new ThrottleVerdict(_presence.Take(1, out var share), share, "Tenant_Application");

        var wait = (kind is LimitKind.Team ? _teams : _teamMembers).Take(1, out var usedByTeams);
        var one = _oneTeam.GetOrAdd(team ?? "", static (_, time) => new TokenBucket(4, Second, time), _time);
        var waitForOne = one.Take(1, out var usedByOne);
        return new ThrottleVerdict(wait > waitForOne || waitForOne is null ? wait : waitForOne, Math.Max(usedByTeams, usedByOne), "Tenant_Application");
    }
}
