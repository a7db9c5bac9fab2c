using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Tasks;

[Collection(LocalEditionCollection.Name)]
public class TaskListTests(LocalEditionFixture edition)
{
    private readonly TaskScene scene = new(edition);

    [Fact]
    public async Task List_PagesOfTwo_GiveEveryTaskOnce()
    {
        var service = await scene.ServiceAsync();
        for (var posted = 0; posted < 3; posted++)
        {
            await scene.Admin.PostTaskAsync(TaskScene.External(service));
            await scene.Admin.PostEntryAsync(TaskScene.Entry(service, TimeSpan.FromHours(1)));
        }

        Assert.Equal(6, (await ReadAsync($"top=2&service={service}")).Count);
        Assert.Equal(3, (await ReadAsync($"top=2&service={service}&modality=outbound")).Count);
        Assert.Equal(3, (await ReadAsync($"top=2&service={service}&state=scheduled")).Count);
        Assert.Empty(await ReadAsync($"service={service}&state=held"));
        var all = await ReadAsync("top=2");
        Assert.Equal(all.Distinct(), all);
        Assert.Superset((await ReadAsync($"service={service}")).ToHashSet(), all.ToHashSet());
    }

    [Fact]
    public async Task Usage_OfAService_NamesWhoHoldsTheSlots()
    {
        var service = await scene.ServiceAsync();
        var id = (await scene.Admin.PostTaskAsync(TaskScene.External(service))).Text("id");

        var usage = (await scene.Admin.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}/usage")).Json;

        var external = TaskScene.Of(usage, "ExternalTask");
        Assert.Equal(20, external.GetProperty("cap").GetInt32());
        Assert.Equal(0, external.GetProperty("held").GetInt32());
        var holder = Assert.Single(external.GetProperty("holders").EnumerateArray());
        Assert.Equal(id, holder.GetProperty("task").GetString());
        Assert.InRange(holder.GetProperty("ageSeconds").GetInt64(), 0, 600);
        Assert.Equal(0, TaskScene.Of(usage, "Outbound").GetProperty("inUse").GetInt32());
    }

    [Fact]
    public async Task WhatIf_AfterSomeTasks_TellsWhatAnotherCapWouldHaveMeant()
    {
        var service = await scene.ServiceAsync();
        var ids = new List<string?>();
        for (var posted = 0; posted < 4; posted++)
            ids.Add((await scene.Admin.PostTaskAsync(TaskScene.External(service))).Text("id"));
        foreach (var id in ids.Take(2))
            await scene.Admin.CallAsync(HttpMethod.Delete, $"{scene.Tenant}/tasks/{id}");

        // Ended tasks come into the history a moment after their end.
        var answer = await TaskScene.UntilAsync(
            () => scene.Admin.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}/usage/what-if?cap=3&modality=externalTask"),
            answer => answer.Json.GetProperty("modalities")[0].GetProperty("tasks").GetInt32() == 4);

        var external = TaskScene.Of(answer.Json, "ExternalTask");
        Assert.Equal(4, external.GetProperty("peak").GetInt32());
        Assert.Equal(1, external.GetProperty("wouldBeRefused").GetInt32());
        Assert.Equal(20, external.GetProperty("capInForce").GetInt32());
    }

    private async Task<List<string>> ReadAsync(string query)
    {
        var ids = new List<string>();
        string? continuation = null;
        do
        {
            var from = continuation is null ? "" : $"&continuation={Uri.EscapeDataString(continuation)}";
            var page = await scene.Admin.CallAsync(HttpMethod.Get, $"{scene.Tenant}/tasks?{query}{from}");
            Assert.Equal(200, page.Status);
            ids.AddRange(page.Json.GetProperty("value").EnumerateArray().Select(task => task.GetProperty("id").GetString()!));
            continuation = page.Text("continuation");
        }
        while (continuation is not null);
        return ids;
    }
}
