using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Operations;

/// <summary>Puts letters into a house, and looks at what became of them.</summary>
internal static class Letterbox
{
    public const string Queue = "task-events";

    public static DeadLetterStore Letters(this ApiHouse house) => house.Services.GetRequiredService<DeadLetterStore>();

    /// <summary>A letter of the house's tenant; its id for callers.</summary>
    public static async Task<string> PutAsync(
        this ApiHouse house, string? body = null, string queue = Queue, string? session = null, string reason = "It failed 40 times.", DateTimeOffset? seen = null, string? owner = ApiHouse.Tenant)
    {
        body ??= $$"""{"tenant":"{{ApiHouse.Tenant}}","n":"{{Guid.NewGuid():N}}"}""";
        var at = seen ?? TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var letter = DeadLetter.From(new(queue, body, session, 39, at), Guid.NewGuid().ToString(), reason, at.AddMinutes(1));
        await house.Letters().AddAsync(letter, TestContext.Current.CancellationToken);
        return DeadLetterPlace.Of(owner ?? DeadLetterStore.NoTenant, letter).Id;
    }

    public static async Task<DeadLetterRow?> FindLetterAsync(this ApiHouse house, string id) =>
        (await house.Letters().FindAsync(DeadLetterPlace.Parse(id)!, TestContext.Current.CancellationToken))?.Row;

    public static async Task<IReadOnlyList<LedgerEntry>> LinesAsync(this ApiHouse house, string action, string owner = ApiHouse.Tenant) =>
        [.. (await house.Services.GetRequiredService<LedgerStore>().ReadDayAsync(owner, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken))
            .Where(line => line.Action == action)];

    public static async Task<(IReadOnlyList<JsonObject> Value, string? Continuation)> ListAsync(this HttpClient client, string path)
    {
        var reply = (await client.CallAsync(HttpMethod.Get, path)).IsOk();
        return ([.. reply.Json["value"]!.AsArray().Select(item => item!.AsObject())], reply.Json["continuation"]?.GetValue<string>());
    }

    public static Task<Reply> ReplayAsync(this HttpClient client, string id, string root = $"v1/tenants/{ApiHouse.Tenant}/dead-letters") =>
        client.CallAsync(HttpMethod.Post, $"{root}/{id}/replay");

    public static Task<Reply> DropAsync(this HttpClient client, string id, string reason = "The customer said so.", string root = $"v1/tenants/{ApiHouse.Tenant}/dead-letters") =>
        client.CallAsync(HttpMethod.Post, $"{root}/{id}/drop", new JsonObject { ["reason"] = reason }.ToJsonString());

    public static void IsGone(this Reply reply) => reply.IsProblem(HttpStatusCode.NotFound, "dead-letter-not-found");
}
