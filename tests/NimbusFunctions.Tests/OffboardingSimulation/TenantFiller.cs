using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.OffboardingSimulation;

/// <summary>Rows of tenants in every place where a tenant has any.</summary>
internal sealed class TenantFiller(IReadOnlyDictionary<string, NimbusFunctions.Storage.Memory.MemoryTable> tables, DateTimeOffset now)
{
    /// <summary>Ids that are like another's: it with more behind, with less, and its neighbours in order.</summary>
    public static IReadOnlyList<string> NeighboursOf(string tenant) =>
        [tenant + "0", tenant + "-", tenant + "~", tenant[..^1], tenant[..^1] + (char)(tenant[^1] + 1), tenant[..^1] + (char)(tenant[^1] - 1)];

    /// <summary>Puts rows whose text says which life of the tenant they are of.</summary>
    public async Task FillAsync(string tenant, int rows, string life)
    {
        var day = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var time = now.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture);
        for (var row = 0; row < rows; row++)
        {
            var user = $"20000000-0000-0000-0000-{row:d12}";
            await PutAsync("Users", $"{tenant}|{StableHash.Bucket(user)}", user, ("State", "Active"));
            await PutAsync("Memberships", $"{tenant}|service-{row % 3}", user);
            await PutAsync("MemberHistory", $"{tenant}|service-{row % 3}", $"{day}{time}|{user}");
            await PutAsync("SyncState", tenant, $"bin|{user}");
            await PutAsync("Presence", $"{tenant}|{row % 2:x4}", $"user|{user}");
            await PutAsync("Presence", $"{tenant}|state|{StableHash.Bucket(user)}", user);
            await PutAsync("Tasks", $"{tenant}|{StableHash.Hex($"{row % 2}", 8)}", $"task|{row:d6}");
            await PutAsync("Agenda", $"20301231{row % 60:d4}|{row % 4}", $"tasks|{StableHash.Hex($"{tenant}{row}", 32)}", ("Subject", $"{tenant}|{row % 2}"));
            await PutAsync("History", $"{tenant}|task|{day}", $"{time}|{row:d6}");
            await PutAsync("History", $"{tenant}|state|{day}", $"{time}|{user}");
            await PutAsync("Ledger", $"{tenant}|{day}", $"{time}|{row:d6}");
            await PutAsync("Ledger", $"{tenant}|audit|{day}", $"{time}|{row:d6}");
            await PutAsync("Runs", $"{tenant}|{day}", $"{time}|{row:d6}");
            await PutAsync("RunPages", $"{tenant}|{day}", $"{time}|{row:d6}");
            await PutAsync("DeadLetters", $"{tenant}|{day}", $"{time}000|{row:d6}");
            await PutAsync("Configuration", $"{tenant}|skills", $"e|{row:d6}");
            await PutAsync("AddressBooks", $"{tenant}|{StableHash.Hex($"{row % 2}", 32)}|{StableHash.Bucket(user)}", $"c|{StableHash.Hex(user)}");
            await PutAsync("Triggers", tenant, $"t|{row:d32}");
            await PutAsync("Tenants", tenant, $"role|{user}|1");
        }

        await PutAsync("Presence", "schedule", tenant);
        await PutAsync("Receipts", tenant, $"work|history.state|{day}");

        Task PutAsync(string table, string partition, string key, (string Name, string Value)? column = null)
        {
            var entity = new TableEntity(partition, key) { ["Life"] = life, ["Of"] = tenant };
            if (column is { } more)
                entity[more.Name] = more.Value;
            return tables[table].UpsertEntityAsync(entity, TableUpdateMode.Replace, CancellationToken.None);
        }
    }
}
