namespace NimbusFunctions.Tests.Hosting;

/// <summary>A recorded exchange between the real host and a custom handler.</summary>
internal sealed record Recording(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>Every exchange in a file; some have several.</summary>
    public static IReadOnlyList<Recording> Read(string relativePath)
    {
        var text = File.ReadAllText(Contracts.Require("custom-handler-wire/" + relativePath)).ReplaceLineEndings("\n");
        return [.. text.Split(">>> REQUEST host -> handler\n").Skip(1).Select(Parse)];
    }

    /// <summary>A payload from the host's own serialisation, by its heading.</summary>
    public static string Simulated(string heading)
    {
        var lines = File.ReadAllLines(Contracts.Require("custom-handler-wire/simulated-service-bus-and-queue-payloads.txt"));
        return lines[Array.IndexOf(lines, "## " + heading) + 1];
    }

    public HttpRequestMessage ToRequest(Uri app)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(app, Target));
        if (Body.Length > 0)
            request.Content = new StringContent(Body);
        foreach (var (name, value) in Headers.Where(header => header.Key is not ("Host" or "Content-Length")))
        {
            if (name == "Content-Type")
                request.Content?.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static Recording Parse(string text)
    {
        var request = text[..text.IndexOf("<<< RESPONSE", StringComparison.Ordinal)];
        var head = request[..request.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n');
        var start = head[0].Split(' ');
        return new(
            start[0],
            start[1],
            [.. head.Skip(1).Select(line => line.Split(": ", 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1]))],
            request[request.IndexOf("\n\n", StringComparison.Ordinal)..].Trim());
    }
}
