using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>
/// /$batch: at most 20 requests, each with its own status, headers and body, matched by id. The batch itself is
/// answered with 200 whatever its items are.
/// </summary>
internal sealed class BatchRunner(GraphService service)
{
    /// <param name="envelope">The request that carries the batch.</param>
    /// <param name="open">Makes the request of an item out of method, url, headers and body.</param>
    /// <param name="cancellation">The caller has gone.</param>
    public async ValueTask<GraphResponse> AnswerAsync(
        GraphRequest envelope, Func<BatchItem, GraphRequest> open, CancellationToken cancellation)
    {
        envelope.Tenant.Requests.Count("POST /$batch");
        if (BatchReader.TryRead(envelope.Body, out var items) is { } error) return envelope.Refuse(error);
        var answers = new List<(string Id, GraphResponse Response)>(items.Count);
        try
        {
            foreach (var item in items)
            {
                var request = open(item);
                var failed = item.DependsOn.Any(id => answers.Any(answer => answer.Id == id && answer.Response.Status >= 400));
                answers.Add((item.Id, failed
                    ? request.Refuse(new GraphError(424, "FailedDependency", "A request that this one depends on has failed."))
                    : await service.AnswerAsync(request, cancellation)));
            }

            // Graph promises no order: callers match by id.
            var first = envelope.Mischief ? (int)(SeededRandom.Mix(envelope.Tenant.Seed, (ulong)envelope.Body.Length) % (ulong)answers.Count) : 0;
            return GraphJson.Ok((answers, first), static (json, state) => Write(json, state.answers, state.first));
        }
        finally
        {
            foreach (var (_, response) in answers) response.Dispose();
        }
    }

    private static void Write(Utf8JsonWriter json, List<(string Id, GraphResponse Response)> answers, int first)
    {
        json.WriteStartObject();
        json.WriteStartArray("responses"u8);
        for (var i = 0; i < answers.Count; i++)
        {
            var (id, response) = answers[(first + i) % answers.Count];
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteNumber("status"u8, response.Status);
            json.WriteStartObject("headers"u8);
            foreach (var (name, value) in response.Headers) json.WriteString(name, value);
            json.WriteString("Content-Type"u8, response.ContentType);
            json.WriteEndObject();
            if (response.Body.Length > 0)
            {
                json.WritePropertyName("body"u8);
                json.WriteRawValue(response.Body.Span, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
