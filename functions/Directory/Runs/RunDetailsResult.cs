using System.Text.Json;

namespace NimbusFunctions.Directory.Runs;

/// <summary>A run with what it read and decided, as JSON, written as it is read: a first sync has thousands of answers.</summary>
internal sealed class RunDetailsResult(RunArchive archive, string tenant, RunId run, RunReport report) : IResult
{
    private const int Chunk = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, stop) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WritePropertyName("run"u8);
        JsonSerializer.Serialize(json, report, NimbusJson.Default.RunReport);
        json.WriteStartArray("reads"u8);
        await foreach (var answer in archive.AnswersAsync(tenant, run, stop))
        {
            Write(json, answer);
            await SendAsync();
        }

        json.WriteEndArray();
        json.WriteStartArray("decisions"u8);
        await foreach (var entry in archive.DecisionsAsync(tenant, run, report, stop))
        {
            json.WriteStartObject();
            json.WriteString("at"u8, entry.At);
            json.WriteString("action"u8, entry.Action);
            json.WriteString("subject"u8, entry.Subject);
            json.WriteString("proof"u8, entry.Proof);
            json.WriteString("scope"u8, entry.Scope);
            json.WriteEndObject();
            await SendAsync();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(stop);

        async Task SendAsync()
        {
            if (json.BytesPending < Chunk)
                return;
            await json.FlushAsync(stop);
            await response.BodyWriter.FlushAsync(stop);
        }
    }

    private static void Write(Utf8JsonWriter json, AnswerLine answer)
    {
        json.WriteStartObject();
        json.WriteString("at"u8, answer.At);
        json.WriteString("method"u8, answer.Method);
        json.WriteString("url"u8, answer.Url);
        json.WriteNumber("status"u8, answer.Status);
        json.WriteString("requestId"u8, answer.RequestId);
        json.WriteString("sha256"u8, answer.Sha256);
        if (answer.Entries is { } entries)
            json.WriteNumber("entries"u8, entries);
        else
            json.WriteNull("entries"u8);
        json.WriteNumber("resourceUnits"u8, answer.Units);
        json.WriteString("failure"u8, answer.Failure);
        json.WriteEndObject();
    }
}
