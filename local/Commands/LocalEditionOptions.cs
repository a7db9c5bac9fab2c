namespace NimbusFunctions.Local.Commands;

/// <summary>What to start, where, and how far to take it. A port of 0 is a free one.</summary>
internal sealed record LocalEditionOptions
{
    public const string PortOption = "--port";
    public const string SimulatorPortOption = "--simulator-port";
    public const string SimulatorHttpsPortOption = "--simulator-https-port";
    public const string AzuritePortOption = "--azurite-port";
    public const string BrokerPortOption = "--broker-port";
    public const string StateOption = "--state";

    /// <summary>The defaults, with every port a free one and no engine: who asks for it means to look closely.</summary>
    public static LocalEditionOptions OnFreePorts { get; } = new()
    {
        Port = 0,
        SimulatorPort = 0,
        SimulatorHttpsPort = 0,
        AzuritePort = 0,
        BrokerPort = 0,
        HandleTime = null,
    };

    /// <summary>The API, which is the first Functions host.</summary>
    public int Port { get; init; } = 7071;

    public int SimulatorPort { get; init; } = 7072;

    public int SimulatorHttpsPort { get; init; } = 7074;

    public int AzuritePort { get; init; } = 10002;

    public int BrokerPort { get; init; } = 7073;

    /// <summary>Users in each tenant's directory.</summary>
    public int Users { get; init; } = 2000;

    /// <summary>Teams in each tenant.</summary>
    public int Teams { get; init; } = 40;

    /// <summary>Simulated tenants.</summary>
    public int Tenants { get; init; } = 1;

    /// <summary>The directories follow from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Distinct users in any team of a tenant; null leaves it to the simulator.</summary>
    public int? TeamMembers { get; init; }

    /// <summary>Whether the simulator has Graph's documented limits.</summary>
    public bool Throttling { get; init; } = true;

    /// <summary>Whether the simulator has Graph's known oddities.</summary>
    public bool Mischief { get; init; } = true;

    /// <summary>Where the simulated Entra says that it is reached, when something stands before it; null: where it listens.</summary>
    public Uri? Authority { get; init; }

    /// <summary>Where everything is kept between runs; null keeps nothing.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>How long the engine works on a task; null starts none, and dispatched tasks stay in their queue.</summary>
    public TimeSpan? HandleTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The folder of the built function app; null takes the one that was built with this program.</summary>
    public string? AppRoot { get; init; }

    /// <summary>Functions hosts, each with an app of its own, over the one store and broker. All but the first are on free ports.</summary>
    public int Hosts { get; init; } = 1;

    /// <summary>Whether the simulated tenants are registered through the API.</summary>
    public bool RegisterTenants { get; init; } = true;

    /// <summary>Whether a service is registered for each team, once the tenants are.</summary>
    public bool RegisterServices { get; init; } = true;

    /// <summary>Whether the start waits for the tenants' first sync, once they are registered.</summary>
    public bool FirstSync { get; init; } = true;

    /// <summary>Whether the history lies in a table emulator of its own, on a free port; it is kept beside the other.</summary>
    public bool OwnHistoryStorage { get; init; }

    /// <summary>So many days before today have a history: ended tasks, states of users, lines of the sync. 0: none.</summary>
    public int HistoryDays { get; init; }

    /// <summary>
    /// Changes a setting, given its name and value, before the app gets it: for whoever puts something between the app and a
    /// neighbour whose address is known only when it runs.
    /// </summary>
    public Func<string, string, string>? Rewire { get; init; }

    /// <summary>Application settings on top of those that the edition gives; the same name wins here.</summary>
    public IReadOnlyDictionary<string, string> AppSettings { get; init; } = new Dictionary<string, string>();
}
