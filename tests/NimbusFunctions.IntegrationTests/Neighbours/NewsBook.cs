using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>The address of a flow's trigger; remembers which news of which task came, and when first.</summary>
internal sealed class NewsBook : IAsyncDisposable
{
    private readonly WebApplication app;

    private NewsBook(WebApplication app) => this.app = app;

    /// <summary>By the news' id: the task, the event, when it came first.</summary>
    public ConcurrentDictionary<string, (string Task, string Event, long At)> News { get; } = new(StringComparer.Ordinal);

    public string Address => $"{app.Urls.Single()}/flow";

    /// <summary>How many different news of an event of a task there were.</summary>
    public int Count(string task, string happening) => News.Values.Count(one => one.Task == task && one.Event == happening);

    public static async Task<NewsBook> StartAsync(CancellationToken stop)
    {
        NewsBook book = new(LoopbackServer.Create());
        book.app.Run(book.TakeAsync);
        await book.app.StartAsync(stop);
        return book;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var news = (Text(body, "taskId"), Text(body, "event"), TimeProvider.System.GetTimestamp());
        News.TryAdd(http.Request.Headers["Nimbus-Event-Id"].ToString(), news);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static string Text(JsonDocument body, string name) =>
        body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
}
