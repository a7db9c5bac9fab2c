using Azure.Data.Tables;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Users;

/// <summary>
/// A user as a row of <c>Users</c>: partition <c>{tenant}|{bucket}</c>, row key the object id. Other capabilities
/// keep columns of their own in it, so rows are merged, and an absent text is written as an empty one.
/// </summary>
internal static class UserRow
{
    /// <summary>
    /// A bucket's mark of removals, written with each removal of a user whom the list shows: whoever remembers the bucket reads
    /// it anew. No user's row: it says nothing of who went.
    /// </summary>
    public const string Removals = "~removals";

    private const string EndedByColumn = "EndedBy";

    /// <summary>The filter for the users of a bucket, from behind an id on.</summary>
    public static string OfBucket(string tenant, string bucket, string after = "") =>
        TableClient.CreateQueryFilter($"PartitionKey eq {$"{tenant}|{bucket}"} and RowKey gt {after} and RowKey lt {Removals}");

    public static string Partition(string tenant, string userId) => $"{tenant}|{StableHash.Bucket(userId)}";

    public static TableEntity Write(string tenant, NimbusUser user) => new(Partition(tenant, user.Id), user.Id)
    {
        ["DisplayName"] = user.Details.DisplayName,
        ["GivenName"] = user.Details.GivenName,
        ["Surname"] = user.Details.Surname,
        ["UserPrincipalName"] = user.Details.UserPrincipalName,
        ["Department"] = user.Details.Department,
        ["Mail"] = user.Details.Mail,
        ["UnitId"] = user.OrganizationUnitId,
        ["Source"] = user.Source.ToString(),
        ["State"] = user.State.ToString(),
        ["Memberships"] = Membership.Write(user.Memberships),
        ["AsOf"] = user.AsOf,
        ["TombstoneUntil"] = user.TombstoneUntil ?? Never,
    };

    public static StoredUser Read(TableEntity row) => new(
        new(
            row.RowKey,
            new(
                Detail(row, "DisplayName"), Detail(row, "GivenName"), Detail(row, "Surname"),
                Detail(row, "UserPrincipalName"), Detail(row, "Department"), Detail(row, "Mail")),
            Detail(row, "UnitId"),
            row.Word<UserSource>("Source"),
            row.Word<UserState>("State"),
            Membership.Read(row.GetString("Memberships")),
            row.GetDateTimeOffset("AsOf") ?? default,
            row.GetDateTimeOffset("TombstoneUntil") is { } until && until != Never ? until : null),
        row.ETag)
    {
        Entitlement = Entitlement.Read(row),
        Settings = UserSettings.Read(row),
        ActiveProfile = row.GetString(UserSettings.ActiveProfileColumn) is { Length: > 0 } profile ? profile : null,
        EndedBy = row.GetString(EndedByColumn) is { Length: > 0 } author ? author : null,
    };

    /// <summary>A row that is about to go, whole: what other capabilities kept in it ends.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="gone">The user, gone.</param>
    /// <param name="by">Who does it by hand; null: nobody.</param>
    public static TableEntity WriteEnd(string tenant, NimbusUser gone, string? by)
    {
        var row = Write(tenant, gone);
        row[EndedByColumn] = by;
        return row;
    }

    // A merge cannot take a column away, and the table's earliest time is 1601-01-01.
    private static readonly DateTimeOffset Never = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static string Detail(TableEntity row, string column) => row.GetString(column) ?? "";
}
