using System.Text.Json;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tests.Retention;

public class KindCatalogueTests
{
    [Fact]
    public void Tables_EveryTable_BelongsToAKindOrSaysWhoEndsIt()
    {
        Assert.Equal(StoreTables.Names.Order(), KindCatalogue.Tables.Select(entry => entry.Table).Order());
        Assert.All(KindCatalogue.Tables, entry => Assert.True(entry.Purged.Count > 0 || entry.Live is { Length: > 0 }, entry.Table));
    }

    [Fact]
    public void Tables_EverySource_IsPurgedFromTheTableThatNamesIt()
    {
        Assert.Equal(RowSources.All.Select(source => source.Name).Order(), KindCatalogue.Tables.SelectMany(entry => entry.Purged).Select(source => source.Name).Order());
        Assert.All(KindCatalogue.Tables, entry => Assert.All(entry.Purged, source => Assert.Equal(entry.Table, source.Table)));
    }

    [Fact]
    public void Sections_EverySettingsSection_IsNamed() => Assert.Equal(SettingsCatalogue.All.Keys.Order(), KindCatalogue.Sections.Order());

    [Fact]
    public void Bodies_EveryQueue_IsKeptInATableThatIsNamed() =>
        Assert.Equal(QueuesWhere(_ => true), KindCatalogue.Tables.SelectMany(entry => entry.Bodies).Distinct().Order());

    [Fact]
    public void Bodies_OfDeadLetters_AreThoseOfEveryQueueThatTheAppReads() => Assert.Equal(
        QueuesWhere(queue => queue.TryGetProperty("readBy", out _)),
        KindCatalogue.Tables.Single(entry => entry.Table == "DeadLetters").Bodies.Order());

    [Fact]
    public void Bodies_OfDeadLetters_AreThoseThatAreCollected() => Assert.Equal(
        System.IO.Directory.GetDirectories(Path.Combine(Repository.Root, "functions", "triggers"), "Collect*DeadLetters").Length,
        KindCatalogue.Tables.Single(entry => entry.Table == "DeadLetters").Bodies.Count);

    [Fact]
    public void Kinds_EveryKind_HasRows() => Assert.Equal(Enum.GetValues<DataKind>(), RowSources.All.Select(source => source.Kind).Distinct().Order());

    private static IEnumerable<string> QueuesWhere(Func<JsonElement, bool> isMeant)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "queues.json")));
        return [.. file.RootElement.GetProperty("queues").EnumerateArray().Where(isMeant).Select(queue => queue.GetProperty("name").GetString()!).Order()];
    }
}
