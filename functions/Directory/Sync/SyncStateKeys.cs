namespace NimbusFunctions.Directory.Sync;

/// <summary>Keys of <c>SyncState</c>: partition = tenant.</summary>
internal static class SyncStateKeys
{
    public const string Schedule = "schedule";
    public const string Lease = "lease";
    public const string Links = "links";
    public const string Audit = "audit";
    public const string Run = "run";
    public const string LastRun = "last-run";

    /// <summary>Hints sort users before services: a user who is gone is quickly dealt with.</summary>
    public static string Hint(HintKind kind, string subject) => $"{HintPrefix(kind)}{subject}";

    public static string HintPrefix(HintKind kind) => kind == HintKind.User ? "hint|1|" : "hint|2|";

    public static string Bin(string userId) => $"bin|{userId}";

    public static string Departure(string serviceId, string userId) => $"{DeparturePrefix(serviceId)}{userId}";

    public static string DeparturePrefix(string serviceId) => $"left|{serviceId}|";
}
