using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Tasks;

[Collection(LocalEditionCollection.Name)]
public class AdmissionAnswerTests(LocalEditionFixture edition)
{
    private readonly TaskScene scene = new(edition);

    [Fact]
    public async Task Post_BeyondTheCap_Is409WithTheFigures()
    {
        var service = await scene.ServiceAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => scene.Admin.PostTaskAsync(TaskScene.External(service))));

        Assert.Equal(20, answers.Count(answer => answer.Status == 200));
        var refused = answers.First(answer => answer.Status != 200);
        refused.IsProblem(409, service);
        Assert.EndsWith("/problems/task-limit-reached", refused.Text("type"), StringComparison.Ordinal);
        Assert.Equal(20, refused.Json.GetProperty("limit").GetInt32());
        Assert.Equal(20, refused.Json.GetProperty("inUse").GetInt32());
        Assert.Equal("ExternalTask", refused.Text("modality"));
        Assert.Equal(service, refused.Text("service"));
        Assert.Equal(20, await scene.InUseAsync(service));
    }

    [Fact]
    public async Task Post_SameKeySamePayload_GivesTheFirstAnswer()
    {
        var service = await scene.ServiceAsync();
        var key = Guid.NewGuid().ToString();

        var first = await scene.Admin.PostTaskAsync(TaskScene.External(service), key);
        var again = await scene.Admin.PostTaskAsync(TaskScene.External(service), key);
        var inTheBody = await scene.Admin.PostTaskAsync($$"""{ "clientReference":"{{key}}", "serviceUpn":"{{TaskScene.Upn(service)}}"}""");

        Assert.Equal(200, first.Status);
        Assert.True(JsonElement.DeepEquals(first.Json, again.Json));
        Assert.True(JsonElement.DeepEquals(first.Json, inTheBody.Json));
        Assert.Equal(1, await scene.InUseAsync(service));
    }

    [Fact]
    public async Task Post_SameKeyOtherPayload_Is422()
    {
        var service = await scene.ServiceAsync();
        var key = Guid.NewGuid().ToString();
        await scene.Admin.PostTaskAsync(TaskScene.External(service), key);

        var other = await scene.Admin.PostTaskAsync($$"""{"serviceUpn":"{{TaskScene.Upn(service)}}","customerIdentifier":"x"}""", key);

        other.IsProblem(422, "Idempotency-Key");
        Assert.EndsWith("idempotency-key-used-otherwise", other.Text("type"), StringComparison.Ordinal);
        Assert.Equal(1, await scene.InUseAsync(service));
    }

    [Fact]
    public async Task Post_SameKeyAtOnce_StoresOneTask()
    {
        var service = await scene.ServiceAsync();
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.Admin.PostTaskAsync(TaskScene.External(service), key)));

        // Whoever comes while the first is being decided gets its answer too: a flow takes a 409 for the end of it.
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers.Select(answer => answer.Text("id")).Distinct());
        Assert.Equal(1, await scene.InUseAsync(service));
    }

    [Fact]
    public async Task Post_KeysThatDiffer_Is400() => (await scene.Admin.PostTaskAsync(
        """{"serviceUpn":"a@b.example","clientReference":"one"}""", "two")).IsProblem(400, "clientReference");

    [Fact]
    public async Task Post_SameKeyOnceTheServiceIsClosed_GivesTheFirstAnswer()
    {
        var service = await scene.ServiceAsync();
        var key = Guid.NewGuid().ToString();
        var first = await scene.Admin.PostTaskAsync(TaskScene.External(service), key);
        await using var closed = await scene.SetAsync(scene.Tables.Services, $"service|{service}", "State", "TeamGone");

        (await TaskScene.UntilAsync(() => scene.Admin.PostTaskAsync(TaskScene.External(service)), answer => answer.Status == 409)).IsProblem(409);
        Assert.True(JsonElement.DeepEquals(first.Json, (await scene.Admin.PostTaskAsync(TaskScene.External(service), key)).Json));
    }

    [Fact]
    public async Task Post_DryRun_StoresNothing()
    {
        var service = await scene.ServiceAsync();

        var task = await scene.Admin.PostTaskAsync(TaskScene.External(service), query: "?dryRun=true");
        var entry = await scene.Admin.PostEntryAsync(TaskScene.Entry(service, TimeSpan.FromHours(1)), query: "?dryRun=True");

        Assert.All([task, entry], answer => Assert.True(answer.Json.GetProperty("wouldAdmit").GetBoolean()));
        Assert.Equal(20, task.Json.GetProperty("limit").GetInt32());
        Assert.Equal(0, await scene.InUseAsync(service) + await scene.InUseAsync(service, "Outbound"));
        (await scene.Admin.PostTaskAsync(TaskScene.External(service), query: "?dryRun=maybe")).IsProblem(400, "dryRun");
        (await scene.Admin.PostTaskAsync(TaskScene.External(service), query: "?dry=true")).IsProblem(400, "dry");
    }

    [Fact]
    public async Task Delete_EntryInProgress_Is409()
    {
        var service = await scene.ServiceAsync();
        var entry = await scene.Admin.PostEntryAsync(TaskScene.Entry(service, TimeSpan.FromSeconds(5)));

        var answer = await scene.Admin.CallAsync(HttpMethod.Delete, $"v1/scheduler-entries/{entry.Text("schedulerEntryId")}");

        answer.IsProblem(409, "in progress");
        Assert.Equal(1, await scene.InUseAsync(service, "Outbound"));
    }

    [Fact]
    public async Task Update_Task_PutsTheNewsIntoIt()
    {
        var service = await scene.ServiceAsync();
        var id = (await scene.Admin.PostTaskAsync(TaskScene.External(service))).Text("id");

        Assert.Equal(200, (await scene.Admin.CallAsync(HttpMethod.Put, $"v1/tasks/{id}", """{"customer":{"lastName":"News"}}""")).Status);
        var content = (await scene.Admin.CallAsync(HttpMethod.Get, $"{scene.Tenant}/tasks/{id}")).Json.GetProperty("content");
        Assert.Equal("News", content.GetProperty("customer").GetProperty("lastName").GetString());
        Assert.Equal(TaskScene.Upn(service), content.GetProperty("serviceUpn").GetString());
        (await scene.Admin.CallAsync(HttpMethod.Put, $"v1/tasks/{new string('0', 32)}", "{}")).IsProblem(404);
    }
}
