using System.Globalization;

namespace NimbusFunctions.Tenants;

/// <summary>
/// Keys of the <c>Tenants</c> table. Partition = tenant: what must change together lies together. One more
/// partition lists the tenants, so that nobody scans the table to find them.
/// </summary>
internal static class TenantKeys
{
    public const string Index = "tenants";
    public const string Tenant = "tenant";

    /// <summary>The partition of those that were off-boarded.</summary>
    public const string Ended = "ended";

    public static string Section(string name) => $"section|{name}";

    /// <summary>Sorts as the revisions do, up to ten digits.</summary>
    public static string History(long revision, string section) => $"{HistoryOf(revision)}{section}";

    /// <summary>How the keys of a revision begin.</summary>
    public static string HistoryOf(long revision) => $"history|{revision.ToString("D10", CultureInfo.InvariantCulture)}|";

    public static string OrganizationUnit(string id) => $"unit|{id}";

    public static string RoleAssignment(string userId, string id) => $"role|{userId}|{id}";

    public static string RoleAssignments(string userId) => $"role|{userId}|";
}
