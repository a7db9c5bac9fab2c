using Microsoft.AspNetCore.Http.Features;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>Graph over HTTP: who calls, what is asked, and the answer's way back.</summary>
internal sealed class GraphHttp(GraphTokenCheck tokens, GraphService service, bool mischief, TimeProvider time)
{
    public const string Version = "/v1.0";

    private const string Challenge = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\"";

    private readonly BatchRunner _batches = new(service);

    public async Task HandleAsync(HttpContext http)
    {
        var rawTarget = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var path = (question < 0 ? rawTarget : rawTarget[..question])[Version.Length..];
        var requestId = Guid.NewGuid().ToString();
        var clientRequestId = Header(http, "client-request-id") ?? requestId;
        var body = await HttpBody.ReadAsync(http);
        using var response = tokens.Check(Header(http, "Authorization"), out var refused) is { } caller
            ? await AnswerAsync(
                Open(
                    caller, http.Request.Method, path, question < 0 ? "" : rawTarget[question..], name => Header(http, name), body,
                    $"{http.Request.Scheme}://{http.Request.Host}{Version}", requestId, clientRequestId),
                http.RequestAborted)
            : GraphJson.Error(refused!, requestId, clientRequestId, time.GetUtcNow()).With("WWW-Authenticate", Challenge);
        response.With("request-id", requestId).With("client-request-id", clientRequestId);
        await HttpBody.WriteAsync(http, response.Status, response.ContentType, response.Headers, response.Body);
    }

    private ValueTask<GraphResponse> AnswerAsync(GraphRequest request, CancellationToken cancellation) =>
        request.Segments is ["$batch"] && request.Method == "POST"
            ? _batches.AnswerAsync(request, item => Open(request, item), cancellation)
            : service.AnswerAsync(request, cancellation);

    private GraphRequest Open(GraphRequest envelope, BatchItem item)
    {
        var question = item.Url.IndexOf('?', StringComparison.Ordinal);
        var path = "/" + (question < 0 ? item.Url : item.Url[..question]).TrimStart('/');
        return Open(
            envelope.Caller, item.Method, path, question < 0 ? "" : item.Url[question..], item.Headers.GetValueOrDefault, item.Body, envelope.BaseUrl,
            envelope.RequestId, envelope.ClientRequestId);
    }

    private GraphRequest Open(
        GraphCaller caller, string method, string path, string query, Func<string, string?> header, ReadOnlyMemory<byte> body,
        string baseUrl, string requestId, string clientRequestId) => new()
        {
            Caller = caller,
            Method = method,
            Path = path,
            Segments = GraphRequest.Split(path),
            Query = new ODataQuery(query),
            Header = header,
            Body = body,
            BaseUrl = baseUrl,
            Now = time.GetUtcNow(),
            RequestId = requestId,
            ClientRequestId = clientRequestId,
            Mischief = mischief,
        };

    private static string? Header(HttpContext http, string name) => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
