using System.Text;
using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Azure.Monitor.OpenTelemetry.Exporter.Breeze;
using NimbusFunctions.Tests.ServiceBus;

namespace NimbusFunctions.Tests.Telemetry;

public sealed class TransmitterTests
{
    private const string Connection = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://westeurope.example/";
    private const int Patience = 20_000;

    [Fact]
    public void TryAdd_Taken_GoesOnceWithATokenToTheRegion()
    {
        var transport = new BreezeTransport(_ => new ScriptedResponse(200));
        var transmitter = Make(transport, new TestCredential());

        Assert.True(transmitter.TryAdd(Lines("a", "b")));
        Assert.True(transmitter.Close(Patience));

        Assert.Equal(["a", "b"], Assert.Single(transport.Calls));
        Assert.Equal("https://westeurope.example/v2.1/track", transport.Address?.AbsoluteUri);
        Assert.Equal("Bearer https://monitor.azure.com//.default", transport.Headers["Authorization"]);
        Assert.Equal("gzip", transport.Headers["Content-Encoding"]);
    }

    [Fact]
    public void TryAdd_PartlyTaken_SendsAgainWhatMayBeTakenLater()
    {
        const string Partial = """{"itemsReceived":3,"itemsAccepted":1,"errors":[{"index":0,"statusCode":400,"message":"bad"},{"index":2,"statusCode":500,"message":"later"}]}""";
        var transport = new BreezeTransport(call => call == 0 ? new ScriptedResponse(206, Partial, ("Retry-After", "0")) : new ScriptedResponse(200));
        var transmitter = Make(transport);

        transmitter.TryAdd(Lines("a", "b", "c"));

        Assert.True(transmitter.WaitUntilEmpty(Patience));
        Assert.Equal([["a", "b", "c"], ["c"]], transport.Calls);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(439)]
    [InlineData(500)]
    [InlineData(503)]
    public void TryAdd_NotTakenForNow_SendsAllAgain(int status)
    {
        var transport = new BreezeTransport(call => call < 2 ? new ScriptedResponse(status, "", ("Retry-After", "0")) : new ScriptedResponse(200));
        var transmitter = Make(transport);

        transmitter.TryAdd(Lines("a"));

        Assert.True(transmitter.WaitUntilEmpty(Patience));
        Assert.Equal(3, transport.Calls.Count);
    }

    [Fact]
    public void TryAdd_Refused_IsNotSentAgain()
    {
        var transport = new BreezeTransport(_ => new ScriptedResponse(400));
        var transmitter = Make(transport);

        transmitter.TryAdd(Lines("a"));

        Assert.True(transmitter.WaitUntilEmpty(Patience));
        Assert.Single(transport.Calls);
    }

    [Fact]
    public void TryAdd_NobodyTakesAnything_DropsWhatDoesNotFitAndWaitsForNobody()
    {
        var transport = new BreezeTransport(_ => new ScriptedResponse(503, "", ("Retry-After", "60")));
        var transmitter = Make(transport);
        var large = new Transmission(new byte[Transmitter.MostBytes / 4], [Transmitter.MostBytes / 4]);

        var taken = Enumerable.Range(0, 100).Count(_ => transmitter.TryAdd(large));

        Assert.Equal(4, taken);
        Assert.True(transmitter.Close(Patience));
    }

    [Theory]
    [InlineData(503, "2", 2)]
    [InlineData(429, "1.5", 1.5)]
    [InlineData(503, null, 1)]
    [InlineData(503, "Mon, 01 Jan 2024 00:00:10 GMT", 10)]
    [InlineData(503, "Sun, 01 Jan 2023 00:00:00 GMT", 0)]
    [InlineData(503, "999999", 60)]
    [InlineData(0, null, 1)]
    public void Of_NotTakenForNow_WaitsAsLongAsTheServiceSays(int status, string? retryAfter, double seconds)
    {
        var answer = TrackAnswer.Of(Lines("a"), status, retryAfter, default, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(TimeSpan.FromSeconds(seconds), answer.Wait);
        Assert.Equal((1, 0), (answer.Again!.Attempts, answer.Lost));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"errors":7}""")]
    [InlineData("""{"errors":[7,{"index":9,"statusCode":500},{"index":"x"}]}""")]
    public void Of_PartialAnswerThatSaysNothing_SendsNothingAgain(string body) =>
        Assert.Null(TrackAnswer.Of(Lines("a"), 206, null, Encoding.UTF8.GetBytes(body), default).Again);

    [Fact]
    public void Of_EightTimesInVain_GivesUp()
    {
        var sent = Lines("a", "b");
        var rounds = 0;
        TrackAnswer answer;
        for (answer = TrackAnswer.Of(sent, 503, null, default, default); answer.Again is { } again; rounds++)
            answer = TrackAnswer.Of(again, 503, null, default, default);

        Assert.Equal((7, 2), (rounds, answer.Lost));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("IngestionEndpoint=https://westeurope.example/")]
    [InlineData("InstrumentationKey=secret")]
    [InlineData("InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://westeurope.example/")]
    public void Parse_ConnectionStringThatIsNone_SaysWhatIsWrongWithoutIt(string? text) =>
        Assert.DoesNotContain("secret", Assert.Throws<InvalidOperationException>(() => IngestionAddress.Parse(text)).Message, StringComparison.Ordinal);

    private static Transmitter Make(BreezeTransport transport, TokenCredential? credential = null) => new(
        IngestionAddress.Parse(Connection), new AzureMonitorExporterOptions { Transport = transport, Credential = credential }, "spans", TimeProvider.System, () => null);

    private static Transmission Lines(params string[] lines)
    {
        var (text, ends) = ("", new List<int>());
        foreach (var line in lines)
            ends.Add((text += line + "\n").Length);
        return new(Encoding.UTF8.GetBytes(text), ends);
    }

    // The token tells the scope that it was asked for.
    private sealed class TestCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(requestContext.Scopes.Single(), TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
