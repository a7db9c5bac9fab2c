using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Configuration;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Tenants;
using NimbusFunctions.Web;
using static NimbusFunctions.Tests.Configuration.Samples;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>Three thousand documents of all kinds that are a little wrong, or very, through HTTP.</summary>
public sealed class ConfigurationFuzzTests
{
    private const int Documents = 3_000;
    private const int AtOnce = 4;

    [Fact]
    public async Task Put_AMutatedDocument_IsStoredWholeOrRefusedWithThePathOfEachFault()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var kinds = ConfigurationKinds.InOrder;
        var valid = new List<(string Path, JsonObject Document)>();
        foreach (var kind in kinds)
        {
            var document = await system.DocumentAsync(kind.Segment, $"Fuzzed {kind.Segment}");
            var made = (await system.CallAsync(HttpMethod.Post, PathOf(kind.Segment), document.ToJsonString())).IsOk(HttpStatusCode.Created);
            valid.Add((PathOf(kind.Segment, made.Text("id")), document));
        }

        var (refused, stored) = (0, 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Documents),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, stop) =>
            {
                var (kind, (path, sound)) = (kinds[seed % kinds.Count], valid[seed % kinds.Count]);
                var document = Deeper(new DocumentMutation(seed).Apply(sound), seed);
                using var content = new StringContent(document.ToJsonString(), Encoding.UTF8, "application/json");
                using var request = new HttpRequestMessage(seed % 3 == 0 ? HttpMethod.Patch : HttpMethod.Put, path) { Content = content };
                using var answer = await system.SendAsync(request, stop);
                var json = (await answer.Content.ReadFromJsonAsync<JsonObject>(stop))!;
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                {
                    Interlocked.Increment(ref refused);
                    Assert.NotEmpty(json["errors"]!.AsObject());
                    Assert.All(json["errors"]!.AsObject(), error => Assert.True(IsPathOf(error.Key, document, kind), $"Seed {seed}: {error.Key}"));
                }
                else
                {
                    Interlocked.Increment(ref stored);
                    Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict, $"Seed {seed}: {(int)answer.StatusCode}");
                }
            });

        Assert.True(refused > Documents / 3 && stored > Documents / 50, $"{refused} refused, {stored} stored");
    }

    /// <summary>Sometimes an entry of a list is what is mutated.</summary>
    private static JsonObject Deeper(JsonObject document, int seed)
    {
        var lists = document.Where(field => field.Value is JsonArray { Count: > 0 } list && list[0] is JsonObject).ToList();
        if (seed % 2 == 0 && lists.Count > 0)
        {
            var list = lists[seed % lists.Count].Value!.AsArray();
            list[0] = new DocumentMutation(seed + 1).Apply(list[0]!.AsObject());
        }

        return document;
    }

    private static bool IsPathOf(string path, JsonObject document, ConfigurationKind kind)
    {
        var field = path.Split('.', '[')[0];
        return document.Any(part => part.Key == field || Printable.Short(part.Key) == path) || kind.Fields.Any(known => known.Name == field);
    }
}
