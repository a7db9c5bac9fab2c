using System.Text.Json.Nodes;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Tasks;

[Collection(LocalEditionCollection.Name)]
public class LimitsSettingsTests(LocalEditionFixture edition)
{
    private readonly TaskScene scene = new(edition);

    private string Limits => $"{scene.Tenant}/settings/limits";

    [Theory]
    [InlineData("outbound", 0)]
    [InlineData("outbound", 51)]
    [InlineData("instantMessaging", 51)]
    [InlineData("externalTask", 0)]
    [InlineData("externalTask", 51)]
    [InlineData("email", 51)]
    public async Task Put_CapOutOfRange_NamesItAndStoresNothing(string field, int cap)
    {
        var before = await ReadAsync();
        var section = before.DeepClone();
        section[field] = cap;

        (await scene.System.CallAsync(HttpMethod.Put, Limits, section.ToJsonString())).IsProblem(400, field);
        Assert.True(JsonNode.DeepEquals(before, await ReadAsync()));
    }

    [Fact]
    public async Task Put_ByATenantAdministrator_Is403AndNamesTheField()
    {
        var before = await ReadAsync();
        var section = before.DeepClone();
        section["outbound"] = 21;

        (await scene.Admin.CallAsync(HttpMethod.Put, Limits, section.ToJsonString())).IsProblem(403, "settings.limits.outbound");
        Assert.True(JsonNode.DeepEquals(before, await ReadAsync()));
    }

    [Fact]
    public async Task Get_ByAMember_Is403()
    {
        var (_, member) = await scene.MemberAsync();

        (await member.CallAsync(HttpMethod.Get, Limits)).IsProblem(403, "settings");
    }

    [Fact]
    public async Task Put_LowerCap_KillsNothingAndBlocksUntilTheBacklogIsBelow()
    {
        var service = await scene.ServiceAsync();
        var ids = new List<string>();
        for (var posted = 0; posted < 4; posted++)
            ids.Add((await scene.Admin.PostTaskAsync(TaskScene.External(service))).Text("id")!);
        await using var lowered = await CapAsync("externalTask", 2);

        var refused = await TaskScene.UntilAsync(DryRunAsync, answer => answer.Status == 409);
        refused.IsProblem(409);
        Assert.Equal(2, refused.Json.GetProperty("limit").GetInt32());
        Assert.Equal(4, await scene.InUseAsync(service));
        foreach (var (place, id) in ids.Take(3).Index())
        {
            Assert.Equal(200, (await scene.Admin.CallAsync(HttpMethod.Delete, $"v1/ExternalTasks/{id}")).Status);
            Assert.Equal(place < 2 ? 409 : 200, (await DryRunAsync()).Status);
        }

        Task<Answer> DryRunAsync() => scene.Admin.PostTaskAsync(TaskScene.External(service), query: "?dryRun=true");
    }

    [Fact]
    public async Task Put_RetryAtTheLimit_Is429WithRetryAfter()
    {
        var service = await scene.ServiceAsync();
        for (var posted = 0; posted < 20; posted++)
            Assert.Equal(200, (await scene.Admin.PostTaskAsync(TaskScene.External(service))).Status);
        var before = await ReadAsync();
        var section = before.DeepClone();
        section["atLimit"] = "Retry";
        await scene.System.CallAsync(HttpMethod.Put, Limits, section.ToJsonString());
        try
        {
            var refused = await TaskScene.UntilAsync(() => scene.Admin.PostTaskAsync(TaskScene.External(service)), answer => answer.Status == 429);
            refused.IsProblem(429);
            Assert.EndsWith("task-limit-reached", refused.Text("type"), StringComparison.Ordinal);
            using var raw = await scene.Admin.PostAsync(
                "v1/ExternalTasks", new StringContent(TaskScene.External(service), null, "application/json"), TestContext.Current.CancellationToken);
            Assert.Equal(TimeSpan.FromSeconds(30), raw.Headers.RetryAfter?.Delta);
        }
        finally
        {
            await scene.System.CallAsync(HttpMethod.Put, Limits, before.ToJsonString());
            await TaskScene.UntilAsync(() => scene.Admin.PostTaskAsync(TaskScene.External(service)), answer => answer.Status == 409);
        }
    }

    private async Task<IAsyncDisposable> CapAsync(string field, int cap)
    {
        var before = await ReadAsync();
        var section = before.DeepClone();
        section[field] = cap;
        Assert.Equal(200, (await scene.System.CallAsync(HttpMethod.Put, Limits, section.ToJsonString())).Status);
        return new Restored(async () =>
        {
            await scene.System.CallAsync(HttpMethod.Put, Limits, before.ToJsonString());
            await scene.CapInForceAsync(field, before[field]!.GetValue<int>());
        });
    }

    private async Task<JsonNode> ReadAsync() => JsonNode.Parse((await scene.System.CallAsync(HttpMethod.Get, Limits)).Json.GetRawText())!;

    private sealed class Restored(Func<Task> restore) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await restore();
    }
}
