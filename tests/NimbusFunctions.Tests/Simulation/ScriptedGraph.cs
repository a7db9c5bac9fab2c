using System.Net;
using System.Net.Http.Headers;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Local.Simulator.Faults;
using NimbusFunctions.Local.Simulator.Graph;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// Graph without a network: the local edition's directory answers in process, in Graph's own format, to the real
/// Graph client. Lists come in pages as small as the seed wants.
/// </summary>
internal sealed class ScriptedGraph(World world, Instance instance) : HttpMessageHandler
{
    public const string BaseUrl = "https://graph.simulated.example/v1.0";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var tenant = world.Graph.Find(request.Headers.Authorization!.Parameter!)!;
        var url = Smaller(request.RequestUri!.AbsoluteUri[BaseUrl.Length..]);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        return await instance.AskAsync(
            $"asks {request.Method} {url}",
            async () =>
            {
                try
                {
                    var answer = await Waits.OrCancelledAsync(AnswerAsync(tenant, request, url, body), cancellationToken);
                    answer.RequestMessage = request;
                    return answer;
                }
                catch (ConnectionCutException)
                {
                    throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was cut.");
                }
            },
            cancellationToken);
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        SimulatedTenant tenant, HttpRequestMessage request, string url, byte[] body)
    {
        var opened = Open(tenant, request.Method.Method, url, name => Header(request, name), body);
        if (opened.Segments is not ["$batch"])
            return Write(await world.GraphService.AnswerAsync(opened, CancellationToken.None));
        // The simulator's faults strike the items; the batch as a whole is struck here.
        if (tenant.Faults.Strike("POST /v1.0/$batch") is { } fault
            && await FaultPlayer.PlayAsync(fault, opened, world.Time, CancellationToken.None) is { } error)
            return Write(opened.Refuse(error));
        return Write(await world.Batches.AnswerAsync(
            opened, item => Open(tenant, item.Method, Smaller(item.Url), item.Headers.GetValueOrDefault, item.Body), CancellationToken.None));
    }

    private GraphRequest Open(
        SimulatedTenant tenant, string method, string url, Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        var path = "/" + (question < 0 ? url : url[..question]).TrimStart('/');
        return new()
        {
            Caller = new(tenant, tenant.Consent.Roles),
            Method = method,
            Path = path,
            Segments = GraphRequest.Split(path),
            Query = new ODataQuery(question < 0 ? "" : url[question..]),
            Header = header,
            Body = body,
            BaseUrl = BaseUrl,
            Now = world.Time.GetUtcNow(),
            RequestId = "request",
            ClientRequestId = "request",
            Mischief = true,
        };
    }

    private string Smaller(string url) => url
        .Replace("$top=999", $"$top={world.PageSize}", StringComparison.Ordinal)
        .Replace("%24top=999", $"%24top={world.PageSize}", StringComparison.Ordinal);

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static HttpResponseMessage Write(GraphResponse response)
    {
        using (response)
        {
            var answer = new HttpResponseMessage((HttpStatusCode)response.Status) { Content = new ByteArrayContent(response.Body.ToArray()) };
            answer.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(response.ContentType);
            foreach (var (name, value) in response.Headers)
                answer.Headers.TryAddWithoutValidation(name, value);
            return answer;
        }
    }
}
