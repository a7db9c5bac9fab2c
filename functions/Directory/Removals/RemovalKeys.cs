using System.Globalization;

namespace NimbusFunctions.Directory.Removals;

/// <summary>Keys of removals in <c>SyncState</c>: partition = tenant.</summary>
internal static class RemovalKeys
{
    public const string Pause = "pause";

    /// <summary>The partition of the switch for all tenants.</summary>
    public const string AllTenants = "all";

    public const string RemovalPrefix = "removal|";
    public const string PlanPrefix = "plan|";
    public const string WindowPrefix = "removed|";

    public static string Removal(RemovalKey key) => $"{RemovalPrefix}{key.UserId}|{key.ServiceId}";

    public static string Plan(string hash) => PlanPrefix + hash;

    /// <summary>Sorts as time does.</summary>
    public static string Window(DateTimeOffset at) =>
        WindowPrefix + at.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
}
