
namespace NimbusFunctions.Local.Host;

/// <summary>Which headers pass through the host. Those that belong to one connection do not.</summary>
internal static class ForwardedHeaders
{
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>The caller's headers, without what only the host may say, and with what it says.</summary>
    public static void CopyTo(HttpRequestMessage message, HttpRequest request, string invocationId)
    {
        var named = NamedByConnection(request.Headers.Connection);
        foreach (var (name, values) in request.Headers)
        {
            if (OfConnection.Contains(name) || named.Contains(name) || name.StartsWith("X-Azure-Functions-", StringComparison.OrdinalIgnoreCase)
                || string.Equals(name, "User-Agent", StringComparison.OrdinalIgnoreCase))
                continue;
            if (message.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                continue;
            // An empty body has a type all the same.
            message.Content ??= new ByteArrayContent([]);
            message.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        var agent = "Azure-Functions-Host/" + WorkerClient.HostVersion;
        message.Headers.TryAddWithoutValidation("User-Agent", string.IsNullOrEmpty(request.Headers.UserAgent) ? agent : $"{request.Headers.UserAgent} {agent}");
        WorkerClient.AddHostHeaders(message, invocationId);
    }

    /// <summary>The app's headers.</summary>
    public static void CopyTo(HttpResponse response, HttpResponseMessage answer)
    {
        var named = NamedByConnection(answer.Headers.Connection);
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (!OfConnection.Contains(name) && !named.Contains(name))
                response.Headers[name] = values.ToArray();
        }
    }

    private static HashSet<string> NamedByConnection(IEnumerable<string?> connection) =>
        connection.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
