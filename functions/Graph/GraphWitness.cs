using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NimbusFunctions.Graph;

/// <summary>
/// Tells a run of each final answer, a batch's item by item, and counts what it cost. The body is read here once and
/// handed on from memory.
/// </summary>
internal sealed class GraphWitness(GraphUse use, GraphBudget? budget, string tenant, string baseUrl, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var items = await BatchItems.ReadAsync(request, cancellationToken);
        var estimated = GraphUnits.Estimate(request, items);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var units = await TellAsync(request, items, estimated, response, cancellationToken);
            use.Asked(units);
            return response;
        }
        catch (Exception failure) when (MishapOf(failure) is { } mishap)
        {
            use.Asked(0);
            foreach (var (method, url) in Questions(request, items))
            {
                // Not cancellable: what ended the slice is to be kept.
                await SayAsync(
                    new(time.GetUtcNow(), method, url, 0, null, 0, null, "", default, mishap, (failure as ThrottledException)?.Wait),
                    CancellationToken.None);
            }

            throw;
        }
    }

    /// <summary>What happened, by the exception that came in place of an answer; null for what nobody planned.</summary>
    public static GraphMishap? MishapOf(Exception failure) => failure switch
    {
        ThrottledException => GraphMishap.Throttled,
        OperationCanceledException => GraphMishap.Cancelled,
        HttpRequestException or IOException => GraphMishap.Network,
        _ => null,
    };

    /// <summary>An address as it is recorded.</summary>
    public static string Relative(string url, string baseUrl) =>
        url.StartsWith(baseUrl, StringComparison.OrdinalIgnoreCase) ? url[baseUrl.Length..] : url;

    /// <returns>What the request cost.</returns>
    private async Task<double> TellAsync(
        HttpRequestMessage request,
        IReadOnlyList<BatchItem>? items,
        double estimated,
        HttpResponseMessage response,
        CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        var envelope = new GraphAnswer(
            time.GetUtcNow(),
            "",
            "",
            (int)response.StatusCode,
            Header(response, "request-id"),
            GraphUnits.Said(response) ?? estimated,
            Header(response, "Retry-After"),
            response.Content.Headers.ContentType?.MediaType ?? "",
            body);
        if (items is not null && response.StatusCode == HttpStatusCode.OK)
            return await TellItemsAsync(items, envelope, estimated, cancellation);
        foreach (var (method, url) in Questions(request, items))
            await SayAsync(envelope with { Method = method, Url = url, Failure = items is null ? null : GraphMishap.WholeBatch }, cancellation);
        return envelope.Units;
    }

    private async Task<double> TellItemsAsync(
        IReadOnlyList<BatchItem> items, GraphAnswer envelope, double estimated, CancellationToken cancellation)
    {
        using var document = JsonDocument.Parse(envelope.Body);
        var answers = document.RootElement.GetProperty("responses").EnumerateArray()
            .ToDictionary(answer => answer.GetProperty("id").GetString() ?? "", StringComparer.Ordinal);
        double sum = 0;
        foreach (var item in items)
        {
            var answer = ItemOf(item, answers.TryGetValue(item.Id, out var found) ? found : null, envelope);
            sum += answer.Units;
            await SayAsync(answer, cancellation);
        }

        budget?.Correct(tenant, estimated, sum);
        return sum;
    }

    private GraphAnswer ItemOf(BatchItem item, JsonElement? found, GraphAnswer envelope)
    {
        var answer = envelope with
        {
            Method = item.Method,
            Url = item.Url,
            Status = 0,
            Units = RequestCost.Of(item.Method, item.Url),
            Body = default,
            ContentType = "application/json",
        };
        if (found is not { } element)
            return answer;
        var headers = element.TryGetProperty("headers", out var given) && given.ValueKind == JsonValueKind.Object
            ? given.EnumerateObject().DistinctBy(header => header.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(header => header.Name, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)
            : [];
        if (GraphUnits.IsNearLimit(headers.GetValueOrDefault(GraphUnits.PercentageHeader)))
            budget?.SlowDown(tenant);
        return answer with
        {
            Status = element.GetProperty("status").GetInt32(),
            RequestId = headers.GetValueOrDefault("request-id") ?? envelope.RequestId,
            RetryAfter = headers.GetValueOrDefault("Retry-After"),
            Units = GraphUnits.Units(headers.GetValueOrDefault(GraphUnits.UnitsHeader)) ?? answer.Units,
            Body = element.TryGetProperty("body", out var body) ? JsonMarshal.GetRawUtf8Value(body).ToArray() : default,
        };
    }

    private IEnumerable<(string Method, string Url)> Questions(HttpRequestMessage request, IReadOnlyList<BatchItem>? items) =>
        items?.Select(item => (item.Method, item.Url))
        ?? [(request.Method.Method, Relative(request.RequestUri?.AbsoluteUri ?? "", baseUrl))];

    private Task SayAsync(GraphAnswer answer, CancellationToken cancellation) => use.Tell?.Invoke(answer, cancellation) ?? Task.CompletedTask;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
