#if !OFFICIAL_AZURE_SDK
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Tables;

public sealed class SharedKeyTests
{
    private const string Date = "Sun, 11 Oct 2009 19:52:39 GMT";

    [Theory]
    // The example of "Authorize with Shared Key", section on the table service.
    [InlineData("http://testaccount1.table.core.windows.net/Tables", Date + "\n/testaccount1/Tables")]
    [InlineData("http://testaccount1.table.core.windows.net/?restype=service&comp=properties", Date + "\n/testaccount1/?comp=properties")]
    [InlineData("http://127.0.0.1:10002/testaccount1/T(PartitionKey='a%20b',RowKey='c')?$select=X", Date + "\n/testaccount1/testaccount1/T(PartitionKey='a%20b',RowKey='c')")]
    public void StringToSign_Request_IsDateAndCanonicalizedResource(string uri, string expected) =>
        Assert.Equal(expected, SharedKeyPolicy.StringToSign(Date, "testaccount1", new Uri(uri)));

    [Fact]
    public void Sign_KnownKey_IsTheKnownSignature()
    {
        // From another implementation: openssl dgst -sha256 -mac HMAC.
        TableSharedKeyCredential credential = new("testaccount1", "bm90IGEgc2VjcmV0LCBvbmx5IGEgdGVzdA==");

        Assert.Equal("W1B2pg1MtXBGI8FxIeDc2rOgFjVgawKNxPAJgqNl2c8=", credential.Sign(Date + "\n/testaccount1/Tables"));
    }

    [Fact]
    public void SetAccountKey_NewKey_SignsWithIt()
    {
        TableSharedKeyCredential credential = new("a", Convert.ToBase64String("one"u8));
        var before = credential.Sign("text");

        credential.SetAccountKey(Convert.ToBase64String("two"u8));

        Assert.NotEqual(before, credential.Sign("text"));
    }

    [Fact]
    public async Task Retry_AfterAFailure_IsSignedAnew()
    {
        var tries = 0;
        using RecordingTransport network = new(_ => RecordingTransport.Reply(tries++ == 0 ? 503 : 204));

        await network.NewTable(retries: 1).AddEntityAsync(new TableEntity("p", "r"), TestContext.Current.CancellationToken);

        Assert.Equal(2, network.Requests.Count);
        Assert.All(network.Requests, request => Assert.Equal(
            "SharedKeyLite acct:" + new TableSharedKeyCredential("acct", Convert.ToBase64String("a key"u8))
                .Sign(SharedKeyPolicy.StringToSign(request.Headers["x-ms-date"], "acct", request.Uri)),
            request.Headers["Authorization"]));
    }
}
#endif
