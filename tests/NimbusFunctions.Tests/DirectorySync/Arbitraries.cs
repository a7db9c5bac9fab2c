using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Tests.DirectorySync;

/// <summary>Generators of what Graph may send.</summary>
internal static class Arbitraries
{
    private static readonly string[] Users = [.. Enumerable.Range(0, 8).Select(Id)];
    private static readonly string[] Teams = [.. Enumerable.Range(100, 4).Select(Id)];

    public static string Id(int number) => $"00000000-0000-0000-0000-{number:D12}";

    public static IReadOnlyList<string> UserIds => Users;

    public static IReadOnlyDictionary<string, string> ServiceOfTeam { get; } =
        Teams.Take(3).ToDictionary(team => team, team => $"service-of-{team}");

    public static Gen<Tombstone> Tombstones => Gen.Elements(Tombstone.None, Tombstone.Changed, Tombstone.Deleted);

    public static Gen<DeltaEntry> UserEntry =>
        from id in Gen.Elements(Users)
        from tombstone in Tombstones
        select new DeltaEntry(id, tombstone, []);

    public static Gen<DeltaEntry> GroupEntry =>
        from id in Gen.Elements(Teams)
        from tombstone in Tombstones
        from removed in Gen.SubListOf(Users)
        select new DeltaEntry(id, tombstone, [.. removed]);

    public static Gen<Hint> Hint =>
        from subject in Gen.Elements(Users)
        from tombstone in Tombstones
        from full in Gen.Elements(true, false)
        from missing in Gen.Elements<string?>(null, "1")
        select new Hint(HintKind.User, subject, tombstone, full, missing);

    public static void ForAll<T>(this Gen<T> generator, Func<T, bool> property) =>
        Prop.ForAll(generator.ToArbitrary(), property).QuickCheckThrowOnFailure();
}
