using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Arrivals;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;

namespace NimbusFunctions.IntegrationTests.Operations;

/// <summary>The dead letters of a local edition, as an operator meets them: through the API.</summary>
internal sealed class Letters(LocalEdition edition, StoreTables tables, string tenant)
{
    public const string Root = "v1/operations/dead-letters";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Send(string queue, string? session, string body, int attempt = 0, DateTimeOffset? firstSeen = null) => edition.Broker.Broker.Queue(queue).Send(
    [
        new()
        {
            Body = Encoding.UTF8.GetBytes(body),
            MessageId = Guid.NewGuid().ToString(),
            SessionId = session,
            ApplicationProperties = new Dictionary<string, object>
            {
                [QueueMessage.AttemptProperty] = attempt,
                [QueueMessage.FirstSeenProperty] = (firstSeen ?? edition.Clock.GetUtcNow()).ToString("O"),
            },
        },
    ]);

    /// <summary>Waits for the letter whose body says this.</summary>
    public async Task<JsonElement> FindAsync(string queue, string says, int replays = 0)
    {
        JsonElement? found = null;
        await ArrivalsFixture.UntilAsync(
            async () =>
            {
                var list = (await CallAsync(HttpMethod.Get, $"{Root}?queue={queue}&top=200")).Json.GetProperty("value");
                foreach (var head in list.EnumerateArray().Where(head => head.GetProperty("replays").GetInt32() == replays))
                {
                    var letter = await CallAsync(HttpMethod.Get, $"{Root}/{head.GetProperty("id").GetString()}");
                    if (letter.Status == 200 && letter.Json.GetProperty("body").GetString()!.Contains(says, StringComparison.Ordinal))
                        found = letter.Json;
                }

                return found is not null;
            },
            $"the message of {queue} is a letter");
        return found!.Value;
    }

    public async Task ReplayAsync(string id) => Assert.Equal(200, (await CallAsync(HttpMethod.Post, $"{Root}/{id}/replay")).Status);

    /// <summary>The row of a letter, to be put back as if the process had died before it removed it.</summary>
    public async Task<TableEntity> RowAsync(string id) => (await new DeadLetterStore(tables).FindAsync(DeadLetterPlace.Parse(id)!, Stop))!.Value.Stored;

    public Task PutBackAsync(TableEntity row) => tables.DeadLetters.UpsertEntityAsync(row, TableUpdateMode.Replace, Stop);

    /// <summary>Waits until nothing of the queue is left to be done.</summary>
    public Task EmptyAsync(string queue) => ArrivalsFixture.UntilAsync(
        () => Task.FromResult(edition.Broker.Broker.Queue(queue).Counts is { Active: 0, Locked: 0 }), $"{queue} is empty");

    public async Task<Answer> CallAsync(HttpMethod method, string path, string? body = null)
    {
        using var api = LoopbackHttp.Create(edition.Api);
        api.DefaultRequestHeaders.Authorization = new("Bearer", edition.TokenForSystem(tenant));
        return await api.CallAsync(method, path, body);
    }
}
