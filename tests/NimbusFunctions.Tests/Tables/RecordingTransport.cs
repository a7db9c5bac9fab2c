using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Tables;

/// <summary>Stands in for the network: keeps what was sent and answers what it is told.</summary>
internal sealed class RecordingTransport(Func<RecordedRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<RecordedRequest> _requests = [];

    public IReadOnlyList<RecordedRequest> Requests => _requests;

    public static RecordingTransport Answering(int status, string? body = null, string contentType = "application/json") =>
        new(_ => Reply(status, body, contentType));

    public static HttpResponseMessage Reply(int status, string? body = null, string contentType = "application/json")
    {
        HttpResponseMessage reply = new((System.Net.HttpStatusCode)status);
        if (body is not null)
        {
            reply.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            reply.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return reply;
    }

    /// <summary>A client of the account "acct" with this network and no retries unless told.</summary>
    public TableServiceClient NewService(int retries = 0) =>
        new(new Uri("https://acct.table.example.net"), new TableSharedKeyCredential("acct", Convert.ToBase64String("a key"u8)), Options(retries));

    public TableClientOptions Options(int retries = 0) => new()
    {
        Transport = new HttpClientTransport(new HttpClient(this, disposeHandler: false)),
        Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1), Mode = RetryMode.Fixed },
    };

    public TableClient NewTable(int retries = 0) => NewService(retries).GetTableClient("Things");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers
            .Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        RecordedRequest recorded = new(request.Method.Method, request.RequestUri!, headers, body);
        _requests.Add(recorded);
        return answer(recorded);
    }
}
