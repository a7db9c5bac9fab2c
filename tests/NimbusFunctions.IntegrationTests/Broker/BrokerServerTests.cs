using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Rest;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.IntegrationTests.Broker;

/// <summary>The REST API as another client would use it.</summary>
public sealed class BrokerServerTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Server_Started_ListensOnLoopbackOnly()
    {
        Assert.Equal("127.0.0.1", fixture.Server.Address.Host);
        Assert.NotEqual(0, fixture.Server.Address.Port);
        Assert.Contains($"Endpoint=sb://127.0.0.1:{fixture.Server.Address.Port};", fixture.Server.ConnectionString, StringComparison.Ordinal);
        Assert.EndsWith(";UseDevelopmentEmulator=true;", fixture.Server.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Single_MessageWithHeaders_IsReadAndAnswersInKind()
    {
        using var send = Request(HttpMethod.Post, "plain/messages", "the body");
        send.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        send.Headers.Add("BrokerProperties", """{"MessageId":"single","Label":"L","TimeToLive":90,"CorrelationId":"c"}""");
        send.Headers.Add("Priority", "\"high\"");
        send.Headers.Add("Count", "3");
        using var sent = await Http.SendAsync(send, Token);
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);

        using var got = await Http.SendAsync(Request(HttpMethod.Post, "plain/messages/head?timeout=5"), Token);

        Assert.Equal(HttpStatusCode.Created, got.StatusCode);
        Assert.Equal("the body", await got.Content.ReadAsStringAsync(Token));
        Assert.Equal("text/plain", got.Content.Headers.ContentType!.ToString());
        Assert.Equal(["\"high\""], got.Headers.GetValues("Priority"));
        Assert.Equal(["3"], got.Headers.GetValues("Count"));
        var properties = JsonDocument.Parse(got.Headers.GetValues("BrokerProperties").Single()).RootElement;
        Assert.Equal(("single", "L", "c", 90), (
            properties.GetProperty("MessageId").GetString(), properties.GetProperty("Label").GetString(),
            properties.GetProperty("CorrelationId").GetString(), properties.GetProperty("TimeToLive").GetInt32()));
        Assert.Equal($"{fixture.Server.Address}plain/messages/single/{properties.GetProperty("LockToken").GetGuid()}", got.Headers.Location!.AbsoluteUri);

        using var renewed = await Http.SendAsync(Request(HttpMethod.Post, got.Headers.Location.AbsolutePath), Token);
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        using var wrong = await Http.SendAsync(Request(HttpMethod.Delete, $"plain/messages/other/{properties.GetProperty("LockToken").GetGuid()}"), Token);
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        using var completed = await Http.SendAsync(Request(HttpMethod.Delete, got.Headers.Location.AbsolutePath), Token);
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);
    }

    [Fact]
    public async Task Receive_NothingThere_IsNoContent()
    {
        using var got = await Http.SendAsync(Request(HttpMethod.Post, "dedup/messages/head?timeout=0"), Token);
        using var deleted = await Http.SendAsync(Request(HttpMethod.Delete, "dedup/$DeadLetterQueue/messages/head?timeout=0"), Token);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (got.StatusCode, deleted.StatusCode));
    }

    [Theory]
    [InlineData("POST", "nowhere/messages", "x", 404)]
    [InlineData("POST", "plain/other", "x", 404)]
    [InlineData("POST", "messages", "x", 404)]
    [InlineData("GET", "plain/messages", null, 405)]
    [InlineData("PUT", "plain/messages/head", null, 405)]
    [InlineData("DELETE", "plain/messages/1/not-a-guid", null, 404)]
    [InlineData("DELETE", "plain/messages/1/7da9cfd5-40d5-4bb1-8d64-ec5a52e1c547", null, 404)]
    [InlineData("POST", "sessions/messages/head?timeout=0", null, 400)]
    [InlineData("POST", "sessions/messages", "x", 400)]
    [InlineData("POST", "plain/$deadletterqueue/messages", "x", 400)]
    [InlineData("POST", "plain/messages/head?timeout=-1", null, 400)]
    [InlineData("POST", "plain/messages/head?timeout=100000", null, 400)]
    public async Task Request_ThatCannotBe_IsRefusedInXml(string method, string path, string? body, int status)
    {
        using var answer = await Http.SendAsync(Request(new HttpMethod(method), path, body), Token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith($"<Error><Code>{status}</Code><Detail>", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("""[{"Body":{}}]""")]
    [InlineData("""[{"BrokerProperties":{}}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":[]}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"MessageId":1}}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"TimeToLive":"soon"}}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"TimeToLive":-1}}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"TimeToLiveTimeSpan":"soon"}}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"ScheduledEnqueueTimeUtc":"soon"}}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"SessionId":"a","PartitionKey":"b"}}]""")]
    [InlineData("""[{"Body":"x","UserProperties":[]}]""")]
    [InlineData("""[{"Body":"x","UserProperties":{"a":{}}}]""")]
    [InlineData("""[{"Body":"fine"},{"Body":1}]""")]
    public async Task Batch_NotAsDocumented_IsRefusedAsAWhole(string body)
    {
        var before = fixture.Server.Broker.Queue("plain").Counts;
        using var request = Request(HttpMethod.Post, "plain/messages", body);
        request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse("application/vnd.microsoft.servicebus.json");

        using var answer = await Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, fixture.Server.Broker.Queue("plain").Counts);
    }

    [Fact]
    public async Task Send_TooLarge_IsRefusedBeforeAndAfterItWasRead()
    {
        using var message = await Http.SendAsync(Request(HttpMethod.Post, "plain/messages", new string('x', 257 * 1024)), Token);
        using var refusedUnread = Request(HttpMethod.Post, "plain/messages", new string('x', 3 * 1024 * 1024));
        // The broker answers by the announced length and closes the connection; a client that is still sending may see
        // only the close (RFC 9110 9.6), so this one waits for leave to send.
        refusedUnread.Headers.ExpectContinue = true;
        using var request = await Http.SendAsync(refusedUnread, Token);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (message.StatusCode, request.StatusCode));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer abc")]
    [InlineData("SharedAccessSignature sr=a")]
    public async Task Request_WithoutAGoodToken_IsUnauthorized(string? authorization)
    {
        using var request = Request(HttpMethod.Post, "plain/messages", "x");
        request.Headers.Remove("Authorization");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Request_UnknownQueueWithoutAToken_DoesNotTellThatItIsUnknown()
    {
        using var answer = await Http.PostAsync(new Uri(fixture.Server.Address, "nowhere/messages"), null, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Start_PortTaken_ThrowsAndNamesIt()
    {
        var port = fixture.Server.Address.Port;

        var e = await Assert.ThrowsAsync<IOException>(
            () => BrokerServer.StartAsync(new BrokerOptions(port, BrokerFixture.Queues), TimeProvider.System, Token));

        Assert.Contains($"127.0.0.1:{port}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_WithAStateDirectory_HasWhatWasThere()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("broker");
        try
        {
            var options = new BrokerOptions(0, BrokerFixture.Queues, directory.FullName);
            await using (var server = await BrokerServer.StartAsync(options, TimeProvider.System, Token))
            await using (var client = new ServiceBusClient(server.ConnectionString))
                await client.CreateSender("sessions").SendMessageAsync(new ServiceBusMessage("kept") { SessionId = "s" }, Token);

            await using var again = await BrokerServer.StartAsync(options, TimeProvider.System, Token);
            await using var session = await again.Broker.Queue("sessions").AcceptNextSessionAsync(TimeSpan.Zero, Token);
            Assert.Equal("kept", Encoding.UTF8.GetString((await session!.ReceiveAsync(TimeSpan.Zero, Token))!.Message.Body.Span));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? body = null)
    {
        var properties = ServiceBusConnectionStringProperties.Parse(fixture.Server.ConnectionString);
        var tokens = new SasTokens(fixture.Server.Address, properties.SharedAccessKeyName!, properties.SharedAccessKey!, TimeProvider.System);
        var request = new HttpRequestMessage(method, new Uri(fixture.Server.Address, path))
        {
            Content = body is null ? null : new StringContent(body),
        };
        request.Headers.TryAddWithoutValidation("Authorization", tokens.Get());
        return request;
    }
}
