using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.ServiceBus;

public class CredentialTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly ScriptedTransport transport = new(TestClient.Created);

    [Fact]
    public async Task Send_ConnectionString_IsSignedForTheNamespace()
    {
        await using var client = TestClient.Over(transport, clock);

        await SendAsync(client);

        var fields = Fields(transport.Requests[0].Authorization!);
        Assert.Equal("https://contoso.servicebus.windows.net/", WebUtility.UrlDecode(fields["sr"]));
        Assert.Equal("app", fields["skn"]);
        Assert.True(long.Parse(fields["se"], null) > clock.GetUtcNow().ToUnixTimeSeconds());
        var expected = HMACSHA256.HashData("c2VjcmV0"u8, Encoding.UTF8.GetBytes($"{fields["sr"]}\n{fields["se"]}"));
        Assert.Equal(Convert.ToBase64String(expected), WebUtility.UrlDecode(fields["sig"]));
    }

    [Fact]
    public async Task Send_ManyTimes_TheTokenIsKeptUntilShortlyBeforeItsEnd()
    {
        await using var client = TestClient.Over(transport, clock);

        await SendAsync(client);
        clock.Advance(TimeSpan.FromMinutes(24));
        await SendAsync(client);
        clock.Advance(TimeSpan.FromMinutes(2));
        await SendAsync(client);

        var tokens = transport.Requests.ConvertAll(request => request.Authorization);
        Assert.Equal(tokens[0], tokens[1]);
        Assert.NotEqual(tokens[1], tokens[2]);
        Assert.All(tokens, token => Assert.StartsWith("SharedAccessSignature ", token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ConnectionStringForOneQueue_IsSignedForThatQueue()
    {
        await using var client = new ServiceBusClient(TestClient.Cloud + ";EntityPath=work", TestClient.Options(transport));

        await SendAsync(client);

        Assert.Equal("https://contoso.servicebus.windows.net/work", WebUtility.UrlDecode(Fields(transport.Requests[0].Authorization!)["sr"]));
    }

    [Fact]
    public async Task Send_SignatureInTheConnectionString_IsUsedAsItIs()
    {
        const string Signature = "SharedAccessSignature sr=a&sig=b&se=1&skn=c";
        await using var client = new ServiceBusClient($"Endpoint=sb://a.b/;SharedAccessSignature={Signature}", TestClient.Options(transport));

        await SendAsync(client);

        Assert.Equal(Signature, transport.Requests[0].Authorization);
    }

    [Fact]
    public async Task Send_Identity_CarriesItsTokenForServiceBus()
    {
        string[]? scopes = null;
        var credential = DelegatedTokenCredential.Create((context, _) =>
        {
            scopes = context.Scopes;
            return new AccessToken("the-token", DateTimeOffset.MaxValue);
        });
        await using var client = new ServiceBusClient("contoso.servicebus.windows.net", credential, TestClient.Options(transport));

        await SendAsync(client);

        Assert.Equal("Bearer the-token", transport.Requests[0].Authorization);
        Assert.Equal(["https://servicebus.azure.net/.default"], scopes!);
        Assert.Equal("https://contoso.servicebus.windows.net/work/messages", transport.Requests[0].Address.GetLeftPart(UriPartial.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://contoso.servicebus.windows.net")]
    [InlineData("a b")]
    public void Client_NotAHostName_Throws(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceBusClient(name, DelegatedTokenCredential.Create((_, _) => default)));

    private static Task SendAsync(ServiceBusClient client) =>
        client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), TestContext.Current.CancellationToken);

    private static Dictionary<string, string> Fields(string authorization) =>
        authorization["SharedAccessSignature ".Length..].Split('&').Select(field => field.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
