using System.Net;

namespace NimbusFunctions.Tests.Graph;

/// <summary>Stands for Graph: answers as it is told, and keeps what it was sent.</summary>
internal sealed class CountingGraph : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly List<string> priorities = [];

    public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; } = _ => new(HttpStatusCode.OK);

    /// <summary>The priority of each request that arrived.</summary>
    public IReadOnlyList<string> Priorities
    {
        get
        {
            lock (gate)
                return [.. priorities];
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (gate)
            priorities.Add(request.Headers.GetValues("x-ms-throttle-priority").Single());
        return Task.FromResult(Answer(request));
    }
}
