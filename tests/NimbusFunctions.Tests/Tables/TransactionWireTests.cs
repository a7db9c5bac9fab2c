using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Tables;

public sealed class TransactionWireTests
{
    private const string Mixed = "multipart/mixed; boundary=batchresponse_1";

    // As the service writes it: charset, ids and all.
    private const string TwoParts =
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n"
        + "--changesetresponse_2\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + "HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nDataServiceVersion: 1.0;\r\nETag: W/\"datetime'2026-01-02T03%3A04%3A05.1234567Z'\"\r\n\r\n\r\n"
        + "--changesetresponse_2\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + "HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nDataServiceVersion: 1.0;\r\n\r\n\r\n"
        + "--changesetresponse_2--\r\n--batchresponse_1--\r\n";

    private const string Refused =
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n"
        + "--changesetresponse_2\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + "HTTP/1.1 412 Precondition Failed\r\nContent-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8\r\nDataServiceVersion: 3.0;\r\n\r\n"
        + "{\"odata.error\":{\"code\":\"UpdateConditionNotSatisfied\",\"message\":{\"lang\":\"en-US\",\"value\":\"1:The update condition specified in the request was not satisfied.\\nRequestId:0\\nTime:2026-01-02T03:04:05Z\"}}}\r\n"
        + "--changesetresponse_2--\r\n--batchresponse_1--\r\n";

    private static readonly TableTransactionAction[] Actions =
    [
        new(TableTransactionActionType.UpdateMerge, new TableEntity("o'neil", "a b") { ["N"] = 1 }, new ETag("W/\"x\"")),
        new(TableTransactionActionType.Delete, new TableEntity("o'neil", "c")),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitTransaction_GoodAnswer_ReturnsPartsInOrder()
    {
        using var network = RecordingTransport.Answering(202, TwoParts, Mixed);

        var parts = (await network.NewTable().SubmitTransactionAsync(Actions, Ct)).Value;

        Assert.Equal([204, 204], parts.Select(p => p.Status));
        Assert.Equal("W/\"datetime'2026-01-02T03%3A04%3A05.1234567Z'\"", parts[0].Headers.ETag.ToString());
        Assert.Null(parts[1].Headers.ETag);
    }

    [Fact]
    public async Task SubmitTransaction_RefusedInside_IsTheInnerFailure()
    {
        using var network = RecordingTransport.Answering(202, Refused, Mixed);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => network.NewTable().SubmitTransactionAsync(Actions, Ct));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task SubmitTransaction_RefusedOutside_IsTheOuterFailure()
    {
        using var network = RecordingTransport.Answering(404, """{"odata.error":{"code":"TableNotFound","message":{"value":"The table does not exist."}}}""");

        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(() => network.NewTable().SubmitTransactionAsync(Actions, Ct));

        Assert.Equal((404, "TableNotFound"), (refused.Status, refused.ErrorCode));
    }

#if !OFFICIAL_AZURE_SDK
    [Theory]
    [InlineData("")]
    [InlineData("--batchresponse_1--\r\n")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 fine\r\n\r\nHTTP/1.1 204 No Content")]
    public async Task SubmitTransaction_AnswerNotUnderstood_IsNoSuccess(string body)
    {
        using var network = RecordingTransport.Answering(202, body, Mixed);

        await Assert.ThrowsAnyAsync<RequestFailedException>(() => network.NewTable().SubmitTransactionAsync(Actions, Ct));
    }
#endif

    [Fact]
    public async Task SubmitTransaction_Request_IsOneOperationALineWithAbsoluteAddresses()
    {
        using var network = RecordingTransport.Answering(202, TwoParts, Mixed);

        await network.NewTable().SubmitTransactionAsync(Actions, Ct);

        var request = Assert.Single(network.Requests);
        Assert.Equal(("POST", "/$batch"), (request.Method, request.Uri.AbsolutePath));
        var lines = request.Body.Split("\r\n");
        Assert.Contains("PATCH https://acct.table.example.net/Things(PartitionKey='o%27%27neil',RowKey='a%20b') HTTP/1.1", lines);
        Assert.Contains("If-Match: W/\"x\"", lines);
        Assert.Contains("""{"PartitionKey":"o\u0027neil","RowKey":"a b","N":1}""", lines);
        Assert.Contains("DELETE https://acct.table.example.net/Things(PartitionKey='o%27%27neil',RowKey='c') HTTP/1.1", lines);
        Assert.Contains("If-Match: *", lines);
    }

    [Fact]
    public async Task Insert_AnswerLost_IsRetriedAndMayMeetItself()
    {
        var tries = 0;
        using RecordingTransport network = new(_ => tries++ == 0
            ? throw new HttpRequestException("The answer was lost.")
            : RecordingTransport.Reply(409, """{"odata.error":{"code":"EntityAlreadyExists","message":{"value":"It exists."}}}"""));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => network.NewTable(retries: 1).AddEntityAsync(new TableEntity("p", "r"), Ct));

        // As in the official client: the caller reads the row to know whose it is.
        Assert.Equal((409, 2), (refused.Status, network.Requests.Count));
        Assert.Equal(network.Requests[0].Body, network.Requests[1].Body);
    }

    [Fact]
    public async Task QueryAsync_EmptyPageWithContinuation_GoesOn()
    {
        var page = 0;
        using RecordingTransport network = new(_ =>
        {
            var reply = RecordingTransport.Reply(200, page == 1 ? """{"value":[{"PartitionKey":"p","RowKey":"r"}]}""" : """{"value":[]}""");
            if (page < 2)
                reply.Headers.Add("x-ms-continuation-NextPartitionKey", $"1!8!{page}");
            if (page == 1)
                reply.Headers.Add("x-ms-continuation-NextRowKey", "1!4!cg--");
            page++;
            return reply;
        });

        var rows = await network.NewTable().QueryAsync<TableEntity>("A eq 'b c'", cancellationToken: Ct).ToListAsync(Ct);

        Assert.Single(rows);
        Assert.Equal(3, network.Requests.Count);
        Assert.Contains("NextPartitionKey=1%218%210", network.Requests[1].Uri.Query.Replace("!", "%21", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("NextRowKey", network.Requests[1].Uri.Query, StringComparison.Ordinal);
        Assert.Contains("NextRowKey", network.Requests[2].Uri.Query, StringComparison.Ordinal);
        Assert.All(network.Requests, request => Assert.Contains("$filter=A%20eq%20%27b%20c%27", request.Uri.Query.Replace("'", "%27", StringComparison.Ordinal), StringComparison.Ordinal));
    }
}
