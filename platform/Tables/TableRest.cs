using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>The account's REST API: builds requests, sends them, turns every refusal into <see cref="RequestFailedException"/>.</summary>
internal sealed class TableRest
{
    private readonly HttpPipeline _pipeline;
    private readonly string _version;

    public TableRest(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions options)
    {
        Endpoint = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _version = options.Version;
        _pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            // Per try, not per call: a signature and a token grow old while retries wait.
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = ODataErrorParser.Instance,
        });
    }

    /// <summary>The account's address, without a slash at its end.</summary>
    public string Endpoint { get; }

    public string TableUri(string table) => $"{Endpoint}/{table}";

    public string EntityUri(string table, string partitionKey, string rowKey) =>
        $"{Endpoint}/{table}(PartitionKey='{Literal(partitionKey)}',RowKey='{Literal(rowKey)}')";

    public HttpMessage CreateMessage(RequestMethod method, string uri, ResponseClassifier? classifier = null)
    {
        var message = _pipeline.CreateMessage();
        if (classifier is not null)
            message.ResponseClassifier = classifier;

        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(uri));
        message.Request.Headers.SetValue("x-ms-version", _version);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return Checked(message.Response);
    }

    /// <summary>Sends a body in rented memory and gives the memory back if nothing can still be reading it.</summary>
    public async Task<Response> SendAsync(HttpMessage message, PooledBuffer body, string contentType, CancellationToken cancellationToken)
    {
        message.Request.Headers.SetValue("Content-Type", contentType);
        message.Request.Content = RequestContent.Create(body.Written);
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        // An abandoned try may still hold the memory; then the collector takes it.
        if (message.ProcessingContext.RetryNumber == 0)
            body.Return();

        return Checked(message.Response);
    }

    public Response Send(HttpMessage message, CancellationToken cancellationToken)
    {
        _pipeline.Send(message, cancellationToken);
        return Checked(message.Response);
    }

    private static Response Checked(Response response) => response.IsError ? throw new RequestFailedException(response) : response;

    // A quote inside an OData literal is doubled, then everything is escaped as one part of a path.
    private static string Literal(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
