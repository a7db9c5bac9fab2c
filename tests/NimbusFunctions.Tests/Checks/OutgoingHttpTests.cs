using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;
using NimbusFunctions.Tenants.Checks;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tests.Secrets;

namespace NimbusFunctions.Tests.Checks;

public sealed class OutgoingHttpTests
{
    [Theory]
    [InlineData("localhost:9")]
    [InlineData("127.0.0.1:9")]
    [InlineData("[::1]:9")]
    public async Task Connect_ToWhatOnlyThisMachineReaches_IsRefusedWhateverItIsCalled(string host)
    {
        var outcome = await RunAsync(host, "");

        Assert.Equal("address-refused", AcsVerdict.Of(outcome, null, "").Result);
    }

    [Fact]
    public async Task Connect_ToTheLocalEditionsOwn_IsTriedAndToNoOtherPort()
    {
        Assert.Equal("unreachable", AcsVerdict.Of(await RunAsync("127.0.0.1:9", "https://127.0.0.1:9"), null, "").Result);
        Assert.Equal("address-refused", AcsVerdict.Of(await RunAsync("127.0.0.1:10", "https://127.0.0.1:9"), null, "").Result);
    }

    private static Task<AcsOutcome> RunAsync(string host, string local) =>
        new AcsTrial(Options.Create(new EntraOptions()), Options.Create(new SecretsOptions { LocalEndpoint = local }))
            .RunAsync($"endpoint=https://{host}/;accesskey={SecretCalls.Key}", TestContext.Current.CancellationToken);
}
