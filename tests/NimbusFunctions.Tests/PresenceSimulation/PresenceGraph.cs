using System.Net;
using System.Text;
using System.Text.Json;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>Graph's presence as a process reaches it: answers late, in another order, incomplete, from a lagging replica, or not at all.</summary>
internal sealed class PresenceGraph(PresenceWorld world, PresenceProcess process) : HttpMessageHandler
{
    public const string BaseUrl = "https://graph.simulated.example/v1.0";
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(20);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var ids = Ids(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        return await process.AskAsync($"asks for {ids.Count}", () => AnswerAsync(ids, cancellationToken), cancellationToken);
    }

    private async Task<HttpResponseMessage> AnswerAsync(List<Guid> ids, CancellationToken cancellation)
    {
        world.Watch.Asked(process, ids.Count);
        if (!world.IsPermitted)
            return Empty(HttpStatusCode.Forbidden);
        if (!world.Rough || !world.Chances.Chance(world.Weather.GraphFaults))
            return Answer(ids, TimeSpan.Zero);
        switch (world.Chances.Below(8))
        {
            case 0:
                return Empty(HttpStatusCode.TooManyRequests, world.Chances.Pick(["2.5", "30", null]));
            case 1:
                return Empty(HttpStatusCode.ServiceUnavailable);
            case 2:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was cut.");
            case 3:
                // The answer says how it was, and comes late.
                var late = Answer(ids, TimeSpan.Zero);
                await Waits.DelayAsync(TimeSpan.FromSeconds(world.Chances.Below(25)), world.Time, cancellation);
                return late;
            case 4:
                await Waits.DelayAsync(TimeSpan.FromHours(1), world.Time, cancellation);
                goto case 1;
            case 5:
                return Answer([.. ids.Where(_ => world.Chances.Chance(0.7))], TimeSpan.Zero);
            case 6:
                return Answer(ids, TimeSpan.FromSeconds(world.Chances.Below((int)Lag.TotalSeconds)));
            default:
                return new(HttpStatusCode.OK) { Content = new StringContent("{\"value\":[{\"id\":", Encoding.UTF8, "application/json") };
        }
    }

    private HttpResponseMessage Answer(List<Guid> ids, TimeSpan lag)
    {
        var entries = ids.OrderBy(_ => world.Chances.Below(1_000_000)).Select(id =>
        {
            var (seen, number) = world.Truth.At(id, world.Time.GetUtcNow() - lag);
            var stamp = world.HasNumbers ? $",\"sequenceNumber\":\"{number}\"" : "";
            return $"{{\"id\":\"{id}\",\"activity\":\"{seen.Activity}\",\"statusMessage\":{{\"x\":[1]}},\"availability\":\"{seen.Availability}\"{stamp}}}";
        }).ToList();
        if (world.Rough && entries.Count > 0 && world.Chances.Chance(0.2))
            entries.Add(entries[0]);
        return new(HttpStatusCode.OK)
        {
            Content = new StringContent($"{{\"@odata.context\":\"x\",\"value\":[{string.Join(',', entries)}]}}", Encoding.UTF8, "application/json"),
        };
    }

    private static HttpResponseMessage Empty(HttpStatusCode status, string? retryAfter = null)
    {
        var answer = new HttpResponseMessage(status)
        {
            Content = new StringContent("{\"error\":{\"code\":\"Forbidden\",\"message\":\"\"}}", Encoding.UTF8, "application/json"),
        };
        if (retryAfter is not null)
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return answer;
    }

    private static List<Guid> Ids(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetGuid())];
    }
}
