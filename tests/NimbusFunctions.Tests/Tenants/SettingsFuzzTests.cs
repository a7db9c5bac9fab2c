using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Tenants;

/// <summary>Ten thousand documents that are a little wrong, or very, through HTTP.</summary>
public sealed class SettingsFuzzTests
{
    private const int Documents = 10_000;
    private const int AtOnce = 4;
    private const string Settings = $"v1/tenants/{ApiHouse.Tenant}/settings";

    [Fact]
    public async Task Put_AMutatedDocument_IsStoredWholeOrRefusedWithThePathOfEachFault()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var valid = (await ReadAsync(system)).Json;
        var (refused, stored) = (0, 0);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Documents),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, stop) =>
            {
                var document = new DocumentMutation(seed).Apply(valid);
                using var answer = await system.PutAsync(new Uri(Settings, UriKind.Relative), new StringContent(document.ToJsonString(), Encoding.UTF8, "application/json"), stop);
                var json = (await answer.Content.ReadFromJsonAsync<JsonObject>(stop))!;
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                {
                    Interlocked.Increment(ref refused);
                    Assert.NotEmpty(json["errors"]!.AsObject());
                    Assert.All(json["errors"]!.AsObject(), error => Assert.True(IsPathOf(error.Key, document), $"Seed {seed}: {error.Key}"));
                }
                else
                {
                    Interlocked.Increment(ref stored);
                    Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed, $"Seed {seed}: {(int)answer.StatusCode}");
                }
            });

        Assert.True(refused > Documents / 2 && stored > Documents / 50, $"{refused} refused, {stored} stored");
    }

    [Fact]
    public async Task Put_ARefusedDocument_ChangesNothing()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var before = await ReadAsync(system);
        for (var seed = 0; seed < 500; seed++)
        {
            var document = new DocumentMutation(seed).Apply(before.Json);
            // One section is sound and changed, and must not be stored without the rest.
            document["contact"] = new JsonObject { ["name"] = $"name {seed}" };
            document["limits"] = new JsonObject { ["outbound"] = 0 };
            using var answer = await system.PutAsync(
                new Uri(Settings, UriKind.Relative), new StringContent(document.ToJsonString(), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Equal(before.Json.ToJsonString(), (await ReadAsync(system)).Json.ToJsonString());
    }

    /// <summary>A field of a section, a section, or what the document calls so; what is missing has a path too.</summary>
    private static bool IsPathOf(string path, JsonObject document)
    {
        var section = path.Split('.')[0];
        return document.Any(part => part.Key == section || Shortened(part.Key) == path)
            || NimbusFunctions.Tenants.Sections.SettingsCatalogue.All.ContainsKey(section);
    }

    private static string Shortened(string name) => NimbusFunctions.Web.Printable.Short(name);

    private static async Task<(JsonObject Json, string Tag)> ReadAsync(HttpClient system)
    {
        using var answer = await system.GetAsync(new Uri(Settings, UriKind.Relative), TestContext.Current.CancellationToken);
        return ((await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!, answer.Headers.ETag!.Tag);
    }
}
