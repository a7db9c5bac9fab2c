using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Authentication.Azure;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.IntegrationTests.Simulator;

/// <summary>The real clients against the simulator over https: what works here needs no switch in the app.</summary>
public sealed class AzureIdentityTests : IAsyncLifetime
{
    private SimulatorServer _simulator = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Users = 450, Teams = 5, Tenants = 2 }, TimeProvider.System, Cancellation);
        _http = new HttpClient(TrustedTransport.Create(_simulator.CertificateAuthorityFile));
    }

    [Fact]
    public async Task WorkloadIdentity_GetsATokenForEachTenant()
    {
        foreach (var tenant in _simulator.Tenants)
        {
            var token = await Credential(tenant.Id).GetTokenAsync(new TokenRequestContext(["https://graph.microsoft.com/.default"]), Cancellation);
            Assert.True(token.ExpiresOn > TimeProvider.System.GetUtcNow().AddMinutes(50));
        }
    }

    [Fact]
    public async Task WorkloadIdentity_AfterConsentWasTakenBack_FailsWithItsCode()
    {
        var tenant = _simulator.Tenants[1];
        (await _http.DeleteAsync(new Uri(_simulator.HttpsAddress, $"/_control/tenants/{tenant.Id}/consent"), Cancellation)).EnsureSuccessStatusCode();
        var failed = await Assert.ThrowsAsync<AuthenticationFailedException>(async () =>
            await Credential(tenant.Id).GetTokenAsync(new TokenRequestContext(["https://graph.microsoft.com/.default"]), Cancellation));
        var refused = Assert.IsType<MsalServiceException>(failed.InnerException);
        Assert.Equal("unauthorized_client", refused.ErrorCode);
        Assert.StartsWith("AADSTS700016:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkloadIdentity_WithoutTheAuthority_DoesNotTrustTheServer()
    {
        var credential = Credential(_simulator.Tenants[0].Id, new HttpClientTransport(new SocketsHttpHandler()));
        await Assert.ThrowsAsync<AuthenticationFailedException>(async () =>
            await credential.GetTokenAsync(new TokenRequestContext(["https://graph.microsoft.com/.default"]), Cancellation));
    }

    [Fact]
    public async Task GraphClient_ReadsUsersDeltaToItsEnd()
    {
        var graph = Graph();
        var ids = new HashSet<string>();
        var page = await graph.Users.Delta.GetAsDeltaGetResponseAsync(request => request.QueryParameters.Select = ["displayName", "department"], Cancellation);
        for (var pages = 1; ; pages++)
        {
            ids.UnionWith(page!.Value!.Select(user => user.Id!));
            if (page.OdataNextLink is null) break;
            Assert.True(pages < 20);
            page = await graph.Users.Delta.WithUrl(page.OdataNextLink).GetAsDeltaGetResponseAsync(cancellationToken: Cancellation);
        }

        Assert.Equal(450, ids.Count);
        Assert.NotNull(page.OdataDeltaLink);
        var round = await graph.Users.Delta.WithUrl(page.OdataDeltaLink).GetAsDeltaGetResponseAsync(cancellationToken: Cancellation);
        while (round!.OdataNextLink is not null) round = await graph.Users.Delta.WithUrl(round.OdataNextLink).GetAsDeltaGetResponseAsync(cancellationToken: Cancellation);
        Assert.Empty(round.Value!);
    }

    [Fact]
    public async Task GraphClient_ReadsMembersGroupsDeltaAndPresence()
    {
        var graph = Graph();
        var team = _simulator.Tenants[0].Teams[0];
        Assert.Equal(team.DisplayName, (await graph.Groups[team.Id].GetAsync(cancellationToken: Cancellation))!.DisplayName);
        var members = (await graph.Groups[team.Id].Members.GetAsync(request => request.QueryParameters.Select = ["id", "displayName"], Cancellation))!.Value!;
        Assert.All(members, member => Assert.IsType<User>(member));
        var users = await graph.Groups[team.Id].TransitiveMembers.GraphUser.GetAsync(request => request.Headers.Add("ConsistencyLevel", "eventual"), Cancellation);
        Assert.NotEmpty(users!.Value!);
        var delta = await graph.Groups.Delta.WithUrl($"{Base}/groups/delta?$select=displayName,members,owners&$filter=id eq '{team.Id}'").GetAsDeltaGetResponseAsync(cancellationToken: Cancellation);
        while (delta!.Value!.Count == 0) delta = await graph.Groups.Delta.WithUrl(delta.OdataNextLink!).GetAsDeltaGetResponseAsync(cancellationToken: Cancellation);
        Assert.Contains("members@delta", delta.Value![0].AdditionalData.Keys);
        var presences = await graph.Communications.GetPresencesByUserId.PostAsGetPresencesByUserIdPostResponseAsync(
            new() { Ids = [.. members.Take(20).Select(member => member.Id!)] }, cancellationToken: Cancellation);
        Assert.Equal(Math.Min(20, members.Count), presences!.Value!.Count);
    }

    [Fact]
    public async Task GraphClient_ReadsABatch()
    {
        var graph = Graph();
        var batch = new BatchRequestContentCollection(graph);
        var ids = new List<string>();
        foreach (var team in _simulator.Tenants[0].Teams)
        {
            ids.Add(await batch.AddBatchRequestStepAsync(graph.Groups[team.Id].Members.ToGetRequestInformation(request => request.QueryParameters.Select = ["id"])));
        }

        var answers = await graph.Batch.PostAsync(batch, Cancellation);
        foreach (var id in ids) Assert.NotEmpty((await answers.GetResponseByIdAsync<DirectoryObjectCollectionResponse>(id)).Value!);
    }

    [Fact]
    public async Task GraphClient_OfAnUnknownGroup_ThrowsTheODataError()
    {
        var refused = await Assert.ThrowsAsync<ODataError>(() => Graph().Groups[Guid.NewGuid().ToString()].GetAsync(cancellationToken: Cancellation));
        Assert.Equal("Request_ResourceNotFound", refused.Error!.Code);
        Assert.Equal(404, refused.ResponseStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _simulator.DisposeAsync();
    }

    private string Base => new Uri(_simulator.HttpsAddress, "/v1.0").ToString();

    private WorkloadIdentityCredential Credential(string tenant, HttpPipelineTransport? transport = null) => new(new WorkloadIdentityCredentialOptions
    {
        TenantId = tenant,
        ClientId = _simulator.ClientId,
        TokenFilePath = _simulator.AssertionFile,
        AuthorityHost = _simulator.HttpsAddress,
        DisableInstanceDiscovery = true,
        Transport = transport ?? new HttpClientTransport(_http),
        Retry = { MaxRetries = 0 },
    });

    private GraphServiceClient Graph()
    {
        var provider = new AzureIdentityAuthenticationProvider(
            Credential(_simulator.Tenants[0].Id), [_simulator.HttpsAddress.Host], null, true, "https://graph.microsoft.com/.default");
        var http = GraphClientFactory.Create(finalHandler: TrustedTransport.Create(_simulator.CertificateAuthorityFile));
        return new GraphServiceClient(http, provider, Base);
    }
}
