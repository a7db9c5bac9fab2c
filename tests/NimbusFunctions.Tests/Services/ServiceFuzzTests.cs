using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Tenants;

namespace NimbusFunctions.Tests.Services;

/// <summary>Three thousand documents that are a little wrong, or very, through HTTP.</summary>
public sealed class ServiceFuzzTests
{
    private const int Documents = 3_000;
    private const int AtOnce = 4;

    [Fact]
    public async Task Put_AMutatedDocument_IsStoredWholeOrRefusedWithThePathOfEachFault()
    {
        await using var scene = await ServiceScene.StartAsync();
        var valid = (await FilledAsync(scene)).Json;
        var (refused, stored) = (0, 0);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Documents),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, _) =>
            {
                var document = new DocumentMutation(seed).Apply(valid);
                var reply = await scene.System.CallAsync(seed % 3 == 0 ? HttpMethod.Patch : HttpMethod.Put, ServiceScene.Settings, document.ToJsonString());
                Interlocked.Increment(ref reply.Status == HttpStatusCode.BadRequest ? ref refused : ref stored);
                if (reply.Status == HttpStatusCode.BadRequest)
                    Assert.All(reply.Json["errors"]!.AsObject(), error => Assert.True(IsPathOf(error.Key, document), $"Seed {seed}: {error.Key}"));
                else
                    Assert.True(reply.Status is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict, $"Seed {seed}: {(int)reply.Status}");
            });

        Assert.True(refused > Documents / 2 && stored > Documents / 50, $"{refused} refused, {stored} stored");
        var after = await scene.ReadAsync();
        (await scene.System.CallAsync(HttpMethod.Put, ServiceScene.Settings, after.Json.ToJsonString(), after.ETag)).IsOk();
    }

    [Fact]
    public async Task Put_ARefusedDocument_ChangesNothingAndHoldsNothing()
    {
        await using var scene = await ServiceScene.StartAsync();
        var before = await FilledAsync(scene);
        var free = await scene.EntityAsync("opening-hours");
        for (var seed = 0; seed < 300; seed++)
        {
            var document = new DocumentMutation(seed).Apply(before.Json);
            // One section is sound and changed, and must not be stored without the rest.
            document["users"] = new JsonObject { ["memberMayToggleActive"] = false };
            document["general"] = new JsonObject { ["name"] = "Sound", ["upn"] = "sales@a.example", ["primaryOpeningHoursId"] = free };
            document["distribution"] = new JsonObject { ["ronaSeconds"] = 0 };
            Assert.Equal(HttpStatusCode.BadRequest, (await scene.System.CallAsync(HttpMethod.Put, ServiceScene.Settings, document.ToJsonString())).Status);
        }

        var after = await scene.ReadAsync();
        Assert.Equal((before.ETag, before.Json.ToJsonString()), (after.ETag, after.Json.ToJsonString()));
        (await scene.System.CallAsync(HttpMethod.Delete, $"{ServiceScene.Tenant}/opening-hours/{free}")).IsOk(HttpStatusCode.NoContent);
    }

    /// <summary>A service with something in every field that may have it.</summary>
    private static async Task<Reply> FilledAsync(ServiceScene scene)
    {
        (await scene.PatchAsync("""{"general":{"pstnActive":true},"distribution":{"emergencyDestination":"+41440000000"}}""")).IsOk();
        var now = (await scene.ReadAsync()).Json;
        foreach (var (section, field) in ServiceCatalogue.Fields.Where(place => !place.Field.IsFixed && place.Field.Name is not ("licence" or "organizationUnitId" or "upn" or "pstnActive" or "restrictAccess")))
        {
            var other = await scene.OtherAsync(field, now[section.Name]![field.Name]);
            (await scene.PatchAsync(new JsonObject { [field.Name] = other }.ToJsonString(), $"{ServiceScene.Settings}/{section.Name}")).IsOk();
        }

        return await scene.ReadAsync();
    }

    private static bool IsPathOf(string path, JsonObject document)
    {
        var section = path.Split('.')[0];
        return ServiceCatalogue.All.ContainsKey(section) || document.Any(part => NimbusFunctions.Web.Printable.Short(part.Key) == path);
    }
}
