using System.Collections.Immutable;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Directory.Licences.Use;

/// <summary>In which modalities users have tasks now, that is, which are offered to them or worked on by them.</summary>
internal sealed class UserTasks(StoreTables tables)
{
    private static readonly string[] Columns = ["PartitionKey", "User"];

    /// <summary>Of one user.</summary>
    public async Task<IReadOnlySet<Modality>> OfAsync(string tenant, string userId, CancellationToken cancellation)
    {
        var found = new HashSet<Modality>();
        await foreach (var row in tables.Tasks.QueryAsync<TableEntity>(
            $"{OfTenant(tenant)} and {TableClient.CreateQueryFilter($"User eq {userId}")}", null, Columns, cancellation))
            found.Add(TaskPartition.Parse(row.PartitionKey).Modality);
        return found;
    }

    /// <summary>Of all users who have any.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<Modality>>> OfAllAsync(string tenant, CancellationToken cancellation)
    {
        var (found, nobody) = (new Dictionary<string, IReadOnlySet<Modality>>(StringComparer.Ordinal), "");
        await foreach (var row in tables.Tasks.QueryAsync<TableEntity>(
            $"{OfTenant(tenant)} and {TableClient.CreateQueryFilter($"User gt {nobody}")}", null, Columns, cancellation))
        {
            if (row.GetString("User") is { } user)
                found[user] = found.GetValueOrDefault(user, ImmutableHashSet<Modality>.Empty).Append(TaskPartition.Parse(row.PartitionKey).Modality).ToImmutableHashSet();
        }

        return found;
    }

    private static string OfTenant(string tenant)
    {
        var (first, last, from, end) = ($"{tenant}|", $"{tenant}|g", LaneRows.TaskPrefix, LaneRows.End(LaneRows.TaskPrefix));
        return TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {last} and RowKey ge {from} and RowKey lt {end}");
    }
}
