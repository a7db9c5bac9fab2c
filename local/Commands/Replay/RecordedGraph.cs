extern alias app;
using System.Net;
using System.Text;
using System.Text.Json;
using app::NimbusFunctions.Directory.Runs;
using app::NimbusFunctions.Graph;
using Azure.Identity;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>
/// Answers as Graph did: by method and address, in the order of the recording, the last answer again and again. A batch
/// is answered item by item, whatever was in one batch then.
/// </summary>
internal sealed class RecordedGraph : HttpMessageHandler
{
    // Longer than a call is kept waiting, so that nothing is tried again which the recording has no answer to.
    private const string Long = "3600";

    private readonly Lock gate = new();
    private readonly Dictionary<(string Method, string Url), Queue<AnswerLine>> answers = [];
    private readonly RecordedSlice slice;
    private readonly ReplayClock clock;
    private int unheard;

    public RecordedGraph(RecordedSlice slice, ReplayClock clock)
    {
        (this.slice, this.clock) = (slice, clock);
        foreach (var answer in slice.Answers)
        {
            var key = (answer.Method, answer.Url);
            if (!answers.TryGetValue(key, out var queue))
                answers[key] = queue = new();
            // What was throttled and then asked again in the same slice has one answer here, and nobody waits for it.
            if (queue.Count > 0 && queue.Last().Status == (int)HttpStatusCode.TooManyRequests)
                answers[key] = queue = new(queue.SkipLast(1));
            queue.Enqueue(answer);
        }

        unheard = answers.Sum(queue => queue.Value.Count);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (await BatchItems.ReadAsync(request, cancellationToken) is not { } items)
        {
            var answer = Next(request.Method.Method, GraphWitness.Relative(request.RequestUri!.AbsoluteUri, slice.Begin.BaseUrl));
            Fail(answer);
            return Response(answer);
        }

        List<(BatchItem Item, AnswerLine Answer)> all = [.. items.Select(item => (item, Next(item.Method, item.Url)))];
        all.ForEach(item => Fail(item.Answer));
        return all.Find(item => item.Answer.Failure == nameof(GraphMishap.WholeBatch)).Answer is { } whole ? Response(whole) : Batch(all);
    }

    private AnswerLine Next(string method, string url)
    {
        lock (gate)
        {
            if (!answers.TryGetValue((method, url), out var queue) && !answers.TryGetValue((HttpMethod.Post.Method, "/$batch"), out queue))
                throw new UnrecordedException(method, url);
            var answer = queue.Peek();
            if (queue.Count > 1)
                queue.Dequeue();
            clock.MoveTo(answer.At);
            unheard--;
            // A slice that ran out of time did so behind its last answer.
            if (unheard <= 0 && slice.End is { Finished: false, WaitSeconds: 0 } end)
                clock.MoveTo(end.At);
            return answer;
        }
    }

    private static void Fail(AnswerLine answer)
    {
        switch (answer.Failure)
        {
            case nameof(GraphMishap.Throttled):
                throw new ThrottledException(TimeSpan.FromSeconds(answer.WaitSeconds ?? 0));
            case nameof(GraphMishap.Cancelled):
                throw new OperationCanceledException("As in the recording.");
            case nameof(GraphMishap.Network):
                throw new HttpRequestException("As in the recording.");
            case nameof(GraphMishap.NoToken):
                throw new AuthenticationFailedException("As in the recording.");
        }
    }

    private static HttpResponseMessage Response(AnswerLine answer)
    {
        HttpResponseMessage response = new((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8) };
        response.Content.Headers.ContentType = answer.ContentType.Length > 0 ? new(answer.ContentType) : null;
        if (answer.RetryAfter is { } wait)
            response.Headers.TryAddWithoutValidation("Retry-After", wait);
        return response;
    }

    private static HttpResponseMessage Batch(IEnumerable<(BatchItem Item, AnswerLine Answer)> items)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteStartArray("responses");
            // Status 0: the batch's answer had none for this item.
            foreach ((var item, var answer) in items.Where(item => item.Answer.Status != 0))
                Write(json, item, answer);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new ByteArrayContent(body.ToArray()) };
        response.Content.Headers.ContentType = new("application/json");
        return response;
    }

    private static void Write(Utf8JsonWriter json, BatchItem item, AnswerLine answer)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        json.WriteNumber("status", answer.Status);
        json.WriteStartObject("headers");
        json.WriteString("Content-Type", "application/json");
        if (answer.Status == (int)HttpStatusCode.TooManyRequests)
            json.WriteString("Retry-After", Long);
        json.WriteEndObject();
        if (answer.Body.Length > 0)
        {
            json.WritePropertyName("body");
            json.WriteRawValue(answer.Body);
        }

        json.WriteEndObject();
    }
}
