using System.Text;
using Azure;
using Azure.Communication;
using Azure.Communication.Identity;
using Azure.Core.Pipeline;
using NimbusFunctions.Entra;
using NimbusFunctions.Tests.Simulator;

namespace NimbusFunctions.Tests.Communication;

/// <summary>The client against the simulator's ACS, over HTTP.</summary>
public sealed class CommunicationIdentityClientTests : IAsyncLifetime
{
    private SimulatorBench? started;

    private SimulatorBench Bench => started ?? throw new InvalidOperationException("It has not started.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => started = await SimulatorBench.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task User_LivesWithItsTokens()
    {
        var client = await ClientAsync();

        var user = (await client.CreateUserAsync(Stop)).Value;
        var token = (await client.GetTokenAsync(user, [CommunicationTokenScope.Chat], Stop)).Value;
        var (second, its) = (await client.CreateUserAndTokenAsync([CommunicationTokenScope.Chat, CommunicationTokenScope.VoIP], Stop)).Value;

        var acs = (await Bench.ControlAsync("GET", "acs")).IsOk();
        Assert.StartsWith($"8:acs:{acs.Text("resourceId")}_", user.Id, StringComparison.Ordinal);
        Assert.All((string[])[token.Token, its.Token], text => Assert.Equal(3, text.Split('.').Length));
        Assert.InRange(its.ExpiresOn - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.Equal(2, acs["users"].GetArrayLength());
        Assert.Equal(204, (await client.DeleteUserAsync(user, Stop)).Status);
        await client.DeleteUserAsync(second, Stop);
        Assert.Equal(0, (await Bench.ControlAsync("GET", "acs"))["users"].GetArrayLength());
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => client.DeleteUserAsync(user, Stop))).Status);
    }

    [Theory]
    [InlineData("Forbidden", 403)]
    [InlineData("WrongKey", 401)]
    [InlineData("Gone", 0)]
    public async Task CreateUser_OfAResourceThatWillNot_SaysTheStatus(string state, int status)
    {
        (await Bench.ControlAsync("PUT", "acs", new { state })).IsOk();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(async () => await (await ClientAsync()).CreateUserAsync(Stop));

        Assert.Equal(status, failure.Status);
    }

    [Theory]
    [InlineData(-6, false)]
    [InlineData(-4, true)]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public async Task CreateUser_WithAClockThatIsOff_IsRefusedBeyondFiveMinutes(int minutes, bool works)
    {
        var client = await ClientAsync(time: new OffTime(TimeSpan.FromMinutes(minutes)));

        if (works)
            await client.CreateUserAsync(Stop);
        else
            Assert.Equal(401, (await Assert.ThrowsAsync<RequestFailedException>(() => client.CreateUserAsync(Stop))).Status);
    }

    [Fact]
    public async Task CreateUser_WithAnotherKey_IsRefused()
    {
        var other = Convert.ToBase64String(Encoding.UTF8.GetBytes("another key that nobody knows here"));
        var client = await ClientAsync(text => $"{text.Split(";accesskey=")[0]};accesskey={other}");

        Assert.Equal(401, (await Assert.ThrowsAsync<RequestFailedException>(() => client.CreateUserAsync(Stop))).Status);
    }

    [Fact]
    public async Task GetToken_OfNobody_Is404() => Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(async () =>
        await (await ClientAsync()).GetTokenAsync(new CommunicationUserIdentifier("8:acs:nobody"), [CommunicationTokenScope.VoIP], Stop))).Status);

    [Theory]
    [InlineData("")]
    [InlineData("endpoint")]
    [InlineData("endpoint=here;accesskey=AAAA")]
    [InlineData("endpoint=https://a.example/")]
    [InlineData("endpoint=https://a.example/;accesskey=secret*key")]
    public void Constructor_OfNoConnectionString_ThrowsWithoutRepeatingIt(string text)
    {
        var failure = Assert.Throws<FormatException>(() => new CommunicationIdentityClient(text));

        Assert.DoesNotContain("secret*key", failure.ToString(), StringComparison.Ordinal);
    }

    // "Sign an HTTP request" of Azure Communication Services: verb, path with query, and date;host;hash on a line each.
    [Fact]
    public void StringToSign_HasTheLinesOfTheDocumentation() => Assert.Equal(
        "POST\n/identities?api-version=2023-10-01\nMon, 01 Jan 2024 00:00:00 GMT;a.example;aGFzaA==",
        HmacPolicy.StringToSign("POST", "/identities?api-version=2023-10-01", "Mon, 01 Jan 2024 00:00:00 GMT", "a.example", "aGFzaA=="));

    [Fact]
    public void Scopes_AreTheSameWhateverTheirCase()
    {
        Assert.True(CommunicationTokenScope.Chat == "CHAT");
        Assert.True(CommunicationTokenScope.Chat != CommunicationTokenScope.VoIP);
        Assert.Equal(new CommunicationUserIdentifier("a"), new CommunicationUserIdentifier("a"));
    }

    private async Task<CommunicationIdentityClient> ClientAsync(Func<string, string>? change = null, TimeProvider? time = null)
    {
        var text = (await Bench.ControlAsync("GET", "acs")).IsOk().Text("connectionString")!;
        var handler = TrustedHttp.CreateHandler(Bench.Server.CertificateAuthorityFile);
        return new(change?.Invoke(text) ?? text, new()
        {
            Transport = new HttpClientTransport(new HttpClient(handler)),
            Retry = { MaxRetries = 0 },
            Time = time ?? TimeProvider.System,
        });
    }

    private sealed class OffTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
