namespace NimbusFunctions.Tests.Flows;

/// <summary>A line to an API that answers as a script says, and remembers what was sent and when.</summary>
/// <param name="script">Answers the attempt of this number, from 1, or throws.</param>
internal sealed class ScriptedLine(Func<int, HttpResponseMessage> script) : HttpMessageHandler
{
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Method, path, idempotency key and body of each attempt.</summary>
    public List<string> Sent { get; } = [];

    public List<DateTimeOffset> Times { get; } = [];

    public HttpClient Client() => new(this, disposeHandler: false) { BaseAddress = new Uri("http://127.0.0.1:1/") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? string.Join(',', keys) : "none";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Sent.Add($"{request.Method} {request.RequestUri!.PathAndQuery} key={key} {body}");
        Times.Add(Time.GetUtcNow());
        return script(Sent.Count);
    }
}
