using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Tests.Flows;

/// <summary>Answers a flow's calls as the app does, and tells its trigger whatever a test wants told.</summary>
internal sealed class TriggerStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient caller = new();

    private TriggerStandIn(WebApplication app) => this.app = app;

    /// <summary>The bodies of what was registered, by trigger id.</summary>
    public ConcurrentDictionary<string, JsonObject> Registered { get; } = new();

    /// <summary>How many triggers were registered so far, those that were taken back too.</summary>
    public int EverRegistered { get; private set; }

    /// <summary>Makes what a post is followed by; the task's id is given.</summary>
    public Func<string, IReadOnlyList<(string EventId, string Body)>> News { get; init; } = _ => [];

    /// <summary>What a registration is answered.</summary>
    public int RegistrationStatus { get; init; } = 201;

    /// <summary>What the receiver answered to each news.</summary>
    public ConcurrentQueue<HttpStatusCode> Answers { get; } = new();

    public static async Task<TriggerStandIn> StartAsync(Func<string, IReadOnlyList<(string, string)>>? news = null, int registrationStatus = 201)
    {
        var standIn = new TriggerStandIn(LoopbackServer.Create()) { News = news ?? (_ => []), RegistrationStatus = registrationStatus };
        standIn.app.MapGet("/v1/ExternalTasks/service-contacts", () => Results.Json((string[])["sales@alpenwerk.example"]));
        standIn.app.MapPost("/v1/triggers/tasks", standIn.RegisterAsync);
        standIn.app.MapDelete("/v1/triggers/tasks/{id}", standIn.Remove);
        standIn.app.MapPost("/v1/ExternalTasks", standIn.PostAsync);
        await standIn.app.StartAsync(TestContext.Current.CancellationToken);
        return standIn;
    }

    public FlowConnection Connection() => new(new HttpClient { BaseAddress = new Uri(app.Urls.First()) }, "tenant", "admin@alpenwerk.example");

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await app.DisposeAsync();
    }

    private async Task<IResult> RegisterAsync(HttpRequest request)
    {
        if (RegistrationStatus != 201)
            return Results.Json(new { title = "No", detail = "The role does not cover the service." }, statusCode: RegistrationStatus);
        var body = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        var id = $"trigger{++EverRegistered}";
        Registered[id] = body["config"]!.AsObject();
        request.HttpContext.Response.Headers.Location = $"http://{request.Host}/v1/triggers/tasks/{id}";
        return Results.Json(new { id }, statusCode: 201);
    }

    private IResult Remove(string id)
    {
        Registered.TryRemove(id, out _);
        return Results.NoContent();
    }

    private async Task<IResult> PostAsync()
    {
        foreach (var (eventId, body) in News("task1"))
        {
            using var news = new HttpRequestMessage(HttpMethod.Post, Registered.Values.Single()["url"]!.ToString());
            news.Content = new StringContent(body, Encoding.UTF8, "application/json");
            news.Headers.Add("Nimbus-Event-Id", eventId);
            using var answer = await caller.SendAsync(news);
            Answers.Enqueue(answer.StatusCode);
        }

        return Results.Text(JsonSerializer.Serialize(new { id = "task1" }), "application/json");
    }
}
