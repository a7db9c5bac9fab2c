using NimbusFunctions.Local.Clock;
using NimbusFunctions.Local.Simulator.Control;

namespace NimbusFunctions.Local.Simulator;

/// <summary>What the simulated tenants look like and where they listen (127.0.0.1 only).</summary>
internal sealed record SimulatorOptions
{
    /// <summary>Port for plain http; 0 = a free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>Port for https (Azure.Identity speaks nothing else); 0 = a free one.</summary>
    public int HttpsPort { get; init; }

    /// <summary>Where Entra says that it is reached, in issuers and metadata; null = where it listens.</summary>
    public Uri? Authority { get; init; }

    /// <summary>Users in each tenant's directory, 1 to 1,000,000.</summary>
    public int Users { get; init; } = 2000;

    /// <summary>Microsoft 365 groups that are teams, in each tenant, 0 to 10,000.</summary>
    public int Teams { get; init; } = 40;

    /// <summary>Customer tenants, 1 to 500. The operator's own tenant comes on top and is not listed.</summary>
    public int Tenants { get; init; } = 1;

    /// <summary>Everything in the directories follows from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Distinct users that are in any team of a tenant; null = 50 a team, at most all. It does not follow
    /// <see cref="Users"/>, because a big company has no more contact-centre people for being big.
    /// </summary>
    public int? TeamMembers { get; init; }

    /// <summary>The rare oddities that real Graph is known for: an empty page with a next link, an entry twice, a batch answered out of order.</summary>
    public bool Mischief { get; init; } = true;

    /// <summary>The documented limits (resource units, presence, teams). Off only for a bench that must not be slowed.</summary>
    public bool Throttling { get; init; } = true;

    /// <summary>Where the journal of changes, the certificate authority and the federated token are kept; null = a temporary folder, removed at the end.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>What the control API does beside the directories; null = nothing.</summary>
    public ControlTasks? Tasks { get; init; }

    /// <summary>The clock that the control API moves; null = it cannot be moved.</summary>
    public MovableClock? Clock { get; init; }

    /// <summary>Everything that is wrong with the values, one line each; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(HttpPort, 0, 65535, "HttpPort");
        Check(HttpsPort, 0, 65535, "HttpsPort");
        Check(Users, 1, 1_000_000, "Users");
        Check(Teams, 0, 10_000, "Teams");
        Check(Tenants, 1, 500, "Tenants");
        if (TeamMembers is { } members) Check(members, 0, Users, "TeamMembers");
        if (HttpPort != 0 && HttpPort == HttpsPort) problems.Add("HttpPort and HttpsPort must differ.");
        return problems;

        void Check(int value, int min, int max, string name)
        {
            if (value < min || value > max) problems.Add($"{name} is {value}; it must be between {min} and {max}.");
        }
    }
}
