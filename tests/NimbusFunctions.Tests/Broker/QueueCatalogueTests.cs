using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Tests.Broker;

public sealed class QueueCatalogueTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"queues-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Load_TheProjectsOwnCatalogue_HasTheDirectorySyncQueue()
    {
        var queues = QueueCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "queues.json"));

        var sync = Assert.Single(queues, queue => queue.Name == "directory-sync");
        Assert.True(sync.RequiresSession);
        Assert.Equal("SyncDirectory", sync.ReadBy);
    }

    [Theory]
    [InlineData("incoming-tasks", "AdmitArrival")]
    [InlineData("task-events", "ApplyTaskEvent")]
    [InlineData("flow-callbacks", "DeliverCallback")]
    [InlineData("task-dispatch", "")]
    public void Load_TheProjectsOwnCatalogue_HasTheQueuesOfTasks(string name, string readBy)
    {
        var queue = Assert.Single(QueueCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "queues.json")), queue => queue.Name == name);

        Assert.Equal(new(name, false, TimeSpan.FromMinutes(5), 20, TimeSpan.FromMinutes(10), readBy), queue);
    }

    [Fact]
    public void Load_AllValues_AreRead()
    {
        File.WriteAllText(path, Catalogue("""{ "name": "a", "requiresSession": false, "readBy": "A", "deadLetteringOnMessageExpiration": true }, { "name": "b", "requiresSession": true }"""));

        Assert.Equal(
            [
                new QueueDefinition("a", false, TimeSpan.FromMinutes(5), 20, TimeSpan.FromMinutes(10), "A") { DeadLetterOnExpiration = true },
                new QueueDefinition("b", true, TimeSpan.FromMinutes(5), 20, TimeSpan.FromMinutes(10), ""),
            ],
            QueueCatalogue.Load(path));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{ "lockDuration": "PT5M", "maxDeliveryCount": 0, "duplicateDetectionHistoryTimeWindow": "PT10M", "queues": [{ "name": "a", "requiresSession": false }] }""")]
    [InlineData("""{ "lockDuration": "PT6M", "maxDeliveryCount": 1, "duplicateDetectionHistoryTimeWindow": "PT10M", "queues": [{ "name": "a", "requiresSession": false }] }""")]
    [InlineData("""{ "lockDuration": "PT5M", "maxDeliveryCount": 1, "duplicateDetectionHistoryTimeWindow": "PT10S", "queues": [{ "name": "a", "requiresSession": false }] }""")]
    [InlineData("""{ "lockDuration": "5m", "maxDeliveryCount": 1, "duplicateDetectionHistoryTimeWindow": "PT10M", "queues": [{ "name": "a", "requiresSession": false }] }""")]
    [InlineData("""{ "lockDuration": "PT5M", "maxDeliveryCount": 1, "duplicateDetectionHistoryTimeWindow": "PT10M", "queues": [{ "name": "a b", "requiresSession": false }] }""")]
    public void Load_NotACatalogue_NamesTheFile(string content)
    {
        File.WriteAllText(path, content);

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => QueueCatalogue.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OneNameTwice_IsRefused()
    {
        File.WriteAllText(path, Catalogue("""{ "name": "a", "requiresSession": false }, { "name": "A", "requiresSession": false }"""));

        Assert.Throws<InvalidDataException>(() => QueueCatalogue.Load(path));
    }

    private static string Catalogue(string queues) =>
        $$"""{ "lockDuration": "PT5M", "maxDeliveryCount": 20, "duplicateDetectionHistoryTimeWindow": "PT10M", "queues": [{{queues}}] }""";
}
