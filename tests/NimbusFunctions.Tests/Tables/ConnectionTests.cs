using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Tables;

public sealed class ConnectionTests
{
    private const string Key = "bm90IGEgc2VjcmV0LCBvbmx5IGEgdGVzdA==";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://emulator", "http://emulator:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=" + Key + ";EndpointSuffix=core.windows.net", "https://acct.table.core.windows.net/", "acct")]
    [InlineData("AccountName=acct;AccountKey=" + Key + ";EndpointSuffix=core.windows.net", "https://acct.table.core.windows.net/", "acct")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=acct;AccountKey=" + Key + ";TableEndpoint=http://127.0.0.1:9/acct;", "http://127.0.0.1:9/acct", "acct")]
    public void TableServiceClient_ConnectionString_NamesTheAccount(string connectionString, string uri, string account)
    {
        TableServiceClient service = new(connectionString);

        Assert.Equal((new Uri(uri), account), (service.Uri, service.AccountName));
        Assert.Equal(new Uri(uri.TrimEnd('/') + "/T"), service.GetTableClient("T").Uri);
    }

    [Theory]
    [InlineData("AccountName=acct;EndpointSuffix=core.windows.net")]
    [InlineData("AccountName=acct;AccountKey=" + Key)]
    [InlineData("AccountKey=" + Key + ";EndpointSuffix=core.windows.net")]
    public void TableServiceClient_IncompleteConnectionString_IsRefusedWithoutTheKey(string connectionString)
    {
        var refused = Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));

        Assert.DoesNotContain(Key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_TokenCredential_CarriesATokenOfTheStorageScope()
    {
        using var network = RecordingTransport.Answering(204);
        FixedToken token = new();
        TableServiceClient service = new(new Uri("https://acct.table.core.windows.net"), token, network.Options());

        await service.GetTableClient("T").AddEntityAsync(new TableEntity("p", "r"), TestContext.Current.CancellationToken);

        Assert.Equal("Bearer a-token", network.Requests[0].Headers["Authorization"]);
        Assert.Equal(["https://storage.azure.com/.default"], token.Scopes);
        Assert.Equal("acct", service.AccountName);
    }

    [Fact]
    public async Task Request_TokenCredentialOverHttp_IsNeverSent()
    {
        using var network = RecordingTransport.Answering(204);

        // The official client refuses at the first request, this one at once.
        await Assert.ThrowsAnyAsync<Exception>(() => new TableServiceClient(new Uri("http://acct.table.core.windows.net"), new FixedToken(), network.Options())
            .GetTableClient("T").AddEntityAsync(new TableEntity("p", "r"), TestContext.Current.CancellationToken));

        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task Request_Refused_HasStatusAndCodeOfTheBody()
    {
        using var network = RecordingTransport.Answering(403, """{"odata.error":{"code":"AuthorizationFailure","message":{"lang":"en","value":"No."}}}""");

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => network.NewTable().AddEntityAsync(new TableEntity("p", "r"), TestContext.Current.CancellationToken));

        Assert.Equal((403, "AuthorizationFailure"), (refused.Status, refused.ErrorCode));
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("[]")]
    [InlineData("{\"odata.error\":5}")]
    [InlineData("{\"odata.error\":{\"code\":5,\"message\":\"text\"}}")]
    [InlineData("")]
    public async Task Request_RefusedBySomebodyElse_HasTheStatus(string body)
    {
        using var network = RecordingTransport.Answering(502, body);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => network.NewTable().AddEntityAsync(new TableEntity("p", "r"), TestContext.Current.CancellationToken));

        Assert.Equal(502, refused.Status);
    }

#if !OFFICIAL_AZURE_SDK
    [Fact]
    public void Transport_IdleConnection_IsClosedBeforeTheEmulatorDoes()
    {
        using var handler = TableTransport.CreateHandler();

        Assert.True(handler.PooledConnectionIdleTimeout < TimeSpan.FromSeconds(5));
    }
#endif

    private sealed class FixedToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("a-token", TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
