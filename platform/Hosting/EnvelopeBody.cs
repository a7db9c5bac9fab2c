using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Nimbus.Platform.Hosting;

/// <summary>Takes the request body of a trigger, whole and within bounds.</summary>
internal static class EnvelopeBody
{
    /// <summary>A batch of full-size messages, encoded twice, fits; nothing unbounded does.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <param name="body">The request body; the host sends it chunked, so no length is announced.</param>
    /// <param name="read">What to take out of the parsed body; it must not keep any of it.</param>
    /// <param name="cancellationToken">Ends the wait for the body.</param>
    /// <exception cref="MalformedEnvelopeException">Too large, not JSON, or not what was expected.</exception>
    public static async Task<T> ReadAsync<T>(PipeReader body, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var part = await PartAsync(body, cancellationToken);
            if (part.Buffer.Length > MaximumBytes)
                throw new MalformedEnvelopeException($"the body is larger than {MaximumBytes} bytes", 413);
            if (!part.IsCompleted)
            {
                body.AdvanceTo(part.Buffer.Start, part.Buffer.End);
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(part.Buffer);
                return read(document.RootElement);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
            {
                // The parser's message is not passed on: it can quote the body.
                throw new MalformedEnvelopeException("the body is not the JSON that the host sends");
            }
            finally
            {
                body.AdvanceTo(part.Buffer.End);
            }
        }
    }

    private static async Task<ReadResult> PartAsync(PipeReader body, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(cancellationToken);
        }
        catch (BadHttpRequestException exception)
        {
            throw new MalformedEnvelopeException("the body cannot be received", exception.StatusCode);
        }
    }
}
