using System.Buffers;

namespace NimbusFunctions.Local.Simulator.Http;

/// <summary>Reads and writes whole bodies.</summary>
internal static class HttpBody
{
    /// <summary>The request's body; Kestrel refuses what is too large.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is null or 0 && http.Request.Headers.TransferEncoding.Count == 0 && http.Request.Protocol == "HTTP/1.1") return default;
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            http.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public static async Task WriteAsync(
        HttpContext http, int status, string contentType, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        foreach (var (name, value) in headers) http.Response.Headers[name] = value;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
