using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>Makes rows of every source as their writers write them.</summary>
internal sealed class RowMaker(PurgeWorld world, SeededRandom random)
{
    public static IReadOnlyList<string> Users { get; } = [.. Enumerable.Range(1, 4).Select(number => $"aaaaaaaa-0000-0000-0000-{number:D12}")];

    public static IReadOnlyList<string> Services { get; } = ["service-one", "service-two", "service-three"];

    // The tenant's creation is the first line of its settings' history.
    private int made = 1;

    /// <summary>Writes a row.</summary>
    /// <param name="source">Of which source.</param>
    /// <param name="at">Its true time.</param>
    /// <param name="skew">How wrong the clock was that stamped it.</param>
    public void Make(RowSource source, DateTimeOffset at, TimeSpan skew)
    {
        var (stamp, number) = ((at + skew).UtcDateTime, ++made);
        var (user, service) = (random.Pick(Users), random.Pick(Services));
        var day = source.PartitionPrefix(PurgeWorld.Tenant) + Text(stamp, "yyyyMMdd");
        if (source == RowSources.Tombstones)
        {
            Tombstone(at, stamp, number);
            return;
        }

        var row = source.Layout switch
        {
            RowLayout.Found => new TableEntity(PurgeWorld.Tenant + "|" + service, $"{Text(stamp, "yyyyMMddHHmmss")}|{user}{number}"),
            RowLayout.Scattered => new TableEntity(PurgeWorld.Tenant, $"{source.RowPrefix}{service}|{number:D10}") { ["At"] = Utc(stamp), ["Author"] = user },
            RowLayout.Range => new TableEntity(PurgeWorld.Tenant, source.RowPrefix + number.ToString("D10", CultureInfo.InvariantCulture)) { ["At"] = Utc(stamp), ["Author"] = user },
            _ when source == RowSources.LastTasks => new TableEntity(day, $"{user}{number}") { ["Ended"] = Utc(stamp) },
            _ => new TableEntity(day, $"{Text(stamp, "HHmmss")}|{number}") { ["Subject"] = user, ["Scope"] = service },
        };
        var names = source.Layout is RowLayout.Range || source == RowSources.LastTasks ? null : service;
        world.Watch.Put(source.Table, row, new(source, at, user, names));
    }

    /// <summary>Rows that no purge may touch.</summary>
    public void MakeLive()
    {
        var at = world.Time.GetUtcNow().AddYears(-3);
        for (var number = 0; number < 5; number++)
        {
            var id = $"bbbbbbbb-0000-0000-0000-{number:D12}";
            var user = new NimbusUser(id, UserDetails.None, "unit", UserSource.Synced, UserState.Active, [], at);
            world.Watch.Put("Users", UserRow.Write(PurgeWorld.Tenant, user), new(null, at));
            world.Watch.Put("Tasks", new TableEntity($"{PurgeWorld.Tenant}|{number:x16}", $"t|{number}") { ["Created"] = at }, new(null, at));
            world.Watch.Put("Tenants", new TableEntity(PurgeWorld.Tenant, $"section|{number}") { ["At"] = at }, new(null, at));
            world.Watch.Put("Services", new TableEntity(PurgeWorld.Tenant, $"service|{number}"), new(null, at));
            // Another tenant's, and one whose id begins alike.
            world.Watch.Put("History", new TableEntity($"other|task|20200101", $"000000|{number}"), new(null, at));
            world.Watch.Put("History", new TableEntity($"{PurgeWorld.Tenant}0|task|20200101", $"000000|{number}"), new(null, at));
        }
    }

    private void Tombstone(DateTimeOffset at, DateTime stamp, int number)
    {
        var id = $"cccccccc-0000-0000-0000-{number:D12}";
        var user = new NimbusUser(id, UserDetails.None, "unit", UserSource.Synced, UserState.Departed, [], Utc(stamp), Utc(stamp) + NimbusUser.TombstoneLife);
        world.Watch.Put("Users", UserRow.Write(PurgeWorld.Tenant, user), new(RowSources.Tombstones, at, id));
    }

    private static DateTimeOffset Utc(DateTime stamp) => new(stamp, TimeSpan.Zero);

    private static string Text(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
