using System.Collections.Immutable;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>
/// Where a person may be named. A table that does not stand here, nor names nobody by the test of it, fails that test. The user's
/// own row comes first: nothing brings its names back while the others are seen to.
/// </summary>
internal static class SubjectPlaces
{
    public static ImmutableArray<SubjectPlace> All { get; } =
    [
        new("Users", "user", SubjectDeed.User, (tenant, user) => TableClient.CreateQueryFilter(
            $"PartitionKey eq {UserRow.Partition(tenant, user)} and RowKey eq {user}")),
        new("Tenants", "role", SubjectDeed.Remove, (tenant, user) => Range(tenant, TenantKeys.RoleAssignments(user))),
        // The count is mended when somebody would be refused.
        new("Tenants", "licence-seat", SubjectDeed.RemoveWhereKeyed, (tenant, _) => TableClient.CreateQueryFilter($"PartitionKey eq {SeatRow.Partition(tenant)}")),
        new("Memberships", "membership", SubjectDeed.Membership, (tenant, user) =>
            OfTenant(tenant) + TableClient.CreateQueryFilter($" and RowKey eq {user}")),
        new("Presence", "presence", SubjectDeed.Place, (tenant, _) =>
            OfTenant(tenant) + TableClient.CreateQueryFilter($" and RowKey eq {SegmentRows.Roster}")),
        new("Presence", "presence", SubjectDeed.Place, (tenant, user) =>
            OfTenant(tenant) + TableClient.CreateQueryFilter($" and RowKey eq {SegmentRows.UserPrefix + user}")),
        new("Presence", "state-book", SubjectDeed.StateBook, (tenant, user) =>
            OfTenant(tenant) + TableClient.CreateQueryFilter($" and RowKey eq {user}")),
        new("History", "history", SubjectDeed.Rewrite, (tenant, _) => OfTenant(tenant)),
        new("Tasks", "task", SubjectDeed.Task, (tenant, _) => OfTenant(tenant)),
        // Whoever is a contact of a book is named there and stays one: the book is the customer's own list.
        new("AddressBooks", "contact", SubjectDeed.Rewrite, (tenant, _) => OfTenant(tenant)),
        // A trigger is told what its user may know; how its deliveries go names nobody.
        new("Triggers", "trigger", SubjectDeed.Remove, (tenant, user) => TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and User eq {user}")),
        new("MemberHistory", "member-history", SubjectDeed.Rewrite, (tenant, _) => OfTenant(tenant)),
        // A user's reference names it in its key; an entity names whoever changed it.
        // Who changed a service; who is in it stands in Memberships.
        new("Services", "service-settings", SubjectDeed.Rewrite, (tenant, _) => Range(tenant, "history|")),
        new("Configuration", "configuration", SubjectDeed.RemoveWhereKeyed, (tenant, _) => OfTenant(tenant)),
        new("SyncState", "sync-state", SubjectDeed.RemoveWhereKeyed, (tenant, _) => TableClient.CreateQueryFilter($"PartitionKey eq {tenant}")),
        new("Ledger", "ledger", SubjectDeed.LedgerLine, (tenant, _) => OfTenant(tenant)),
        new("Runs", "run", SubjectDeed.Rewrite, (tenant, _) => OfTenant(tenant)),
        new("RunPages", "recording", SubjectDeed.Recording, (tenant, _) => OfTenant(tenant)),
        new("DeadLetters", "dead-letter", SubjectDeed.Rewrite, (tenant, _) => OfTenant(tenant)),
        // On both sides of the roles, which stand above.
        new("Tenants", "settings", SubjectDeed.Rewrite, (tenant, _) => TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey lt {"role|"}")),
        new("Tenants", "settings", SubjectDeed.Rewrite, (tenant, _) => TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {"role}"}")),
    ];

    private static string OfTenant(string tenant)
    {
        var (first, end) = ($"{tenant}|", $"{tenant}}}");
        return TableClient.CreateQueryFilter($"PartitionKey gt {first} and PartitionKey lt {end}");
    }

    private static string Range(string tenant, string prefix)
    {
        var end = prefix[..^1] + "}";
        return TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {prefix} and RowKey lt {end}");
    }
}
