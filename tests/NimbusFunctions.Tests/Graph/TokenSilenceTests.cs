using Azure;
using Azure.Identity;
using Microsoft.Identity.Client;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Tests.Graph;

/// <summary>A token endpoint that does not answer says nothing of a tenant's consent.</summary>
public sealed class TokenSilenceTests
{
    public static TheoryData<Exception> Silences =>
    [
        new HttpRequestException("refused"),
        new TaskCanceledException(),
        new RequestFailedException(0, "no answer"),
        new MsalServiceException("temporarily_unavailable", "AADSTS90033", 503),
        new AggregateException(new RequestFailedException(503, "once"), new HttpRequestException("twice")),
        new MsalClientException("wrapped", "wrapped", new HttpRequestException("refused")),
    ];

    [Theory]
    [MemberData(nameof(Silences), DisableDiscoveryEnumeration = true)]
    public void Classify_OfNoAnswer_IsUnavailable(Exception cause) =>
        Assert.Equal(GraphTrouble.Unavailable, GraphFailure.Classify(new AuthenticationFailedException("failed", cause)));

    [Fact]
    public void Classify_OfARefusal_IsNoToken()
    {
        Assert.Equal(GraphTrouble.NoToken, GraphFailure.Classify(new AuthenticationFailedException("failed", new MsalServiceException("unauthorized_client", "AADSTS700016", 400))));
        Assert.Equal(GraphTrouble.NoToken, GraphFailure.Classify(new AuthenticationFailedException("failed")));
    }
}
