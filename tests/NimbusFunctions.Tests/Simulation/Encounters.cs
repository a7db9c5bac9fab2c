using NimbusFunctions.Local.Simulator.Faults;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>What a day can meet, so that a test can see that the seeds meet all of it.</summary>
internal static class Encounters
{
    public const string RemovedChanged = "@removed: changed";
    public const string RemovedDeleted = "@removed: deleted";
    public const string ConsentRevoked = "consent revoked";
    public const string LostLock = "lost lock";
    public const string TwoAtOnce = "two instances at once";
    public const string ClockSkew = "clock skew";
    public const string OffBoardedMidRun = "tenant off-boarded mid-run";
    public const string RegisteredAgain = "tenant registered again";
    public const string Audit = "audit";

    private static readonly string[] OfGraph =
    [
        "429 without Retry-After", "429 with Retry-After", "429 with a fraction", "429 inside a batch", "5xx", "401 or 403",
        "no resync code but 400", "resync by its code", nameof(FaultKind.Hang), nameof(FaultKind.Reset), nameof(FaultKind.Slow),
        nameof(FaultKind.DeltaExpired), nameof(FaultKind.Gone), nameof(FaultKind.NotFound), nameof(FaultKind.EmptyPage),
        nameof(FaultKind.Replay), nameof(FaultKind.Duplicate), nameof(FaultKind.EmptyList),
    ];

    private static readonly string[] OfStore = [.. Enum.GetValues<StoreFault>().Where(fault => fault is not (StoreFault.None or StoreFault.Late)).Select(Of)];

    /// <summary>Every step of a slice at which an instance can be killed: how what it does begins.</summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        "asks GET", "asks POST", "reads Tenants", "queries Tenants", "queries Users", "writes Users", "queries Memberships", "writes Memberships",
        "queries Services", "writes Services", "reads SyncState", "queries SyncState", "writes SyncState", "updates SyncState",
        "puts SyncState", "writes Ledger", "puts Runs", "sends",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        RemovedChanged, RemovedDeleted, ConsentRevoked, LostLock, TwoAtOnce, ClockSkew, OffBoardedMidRun, RegisteredAgain, Audit,
        .. OfGraph, .. OfStore, .. Steps.Select(Kill),
    ];

    public static string Of(StoreFault fault) => $"store: {fault}";

    /// <param name="what">The operation at which an instance was killed.</param>
    public static string Kill(string what) => $"kill: {Steps.FirstOrDefault(step => what.StartsWith(step, StringComparison.Ordinal)) ?? "elsewhere"}";

    /// <summary>What a fault of Graph is called that struck.</summary>
    public static IEnumerable<string> Of(Fault fault)
    {
        if (fault.Kind != FaultKind.Status)
            return [fault.Kind.ToString()];
        return fault.Status switch
        {
            429 when fault.Match is "/members" or "/owners" => ["429 inside a batch", Throttling(fault)],
            429 => [Throttling(fault)],
            >= 500 => ["5xx"],
            401 or 403 => ["401 or 403"],
            _ => [fault.Match == "skiptoken" ? "no resync code but 400" : "resync by its code"],
        };
    }

    private static string Throttling(Fault fault) => fault.RetryAfter switch
    {
        null => "429 without Retry-After",
        { } wait when wait.Contains('.', StringComparison.Ordinal) => "429 with a fraction",
        _ => "429 with Retry-After",
    };
}
