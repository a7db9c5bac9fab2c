namespace NimbusFunctions.Local.Host;

/// <summary>What host.json says, with the real host's defaults.</summary>
internal sealed record HostSettings
{
    /// <summary>The program, absolute if it lies under the app root, otherwise for the PATH.</summary>
    public required string Executable { get; init; }

    /// <summary>The arguments, joined with blanks and without quotes, as the host does.</summary>
    public string Arguments { get; init; } = "";

    public required string WorkingDirectory { get; init; }

    /// <summary>How long the app may take until it answers its first request.</summary>
    public TimeSpan InitializationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time the app is killed with everything in flight; null for never.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What stands before every route; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Whether http calls are passed on as they are.</summary>
    public bool ForwardsHttp { get; init; }

    public int MaxConcurrentCalls { get; init; } = 16;

    public int MaxConcurrentSessions { get; init; } = 8;

    public int MaxMessageBatchSize { get; init; } = 1000;

    public TimeSpan SessionIdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a call waits for the app to be ready: then the real host gives up.</summary>
    public TimeSpan ReadyTimeout => InitializationTimeout * 4;
}
