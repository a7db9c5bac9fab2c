using Azure.Data.Tables;
using NimbusFunctions.IntegrationTests.Stores;
using NimbusFunctions.IntegrationTests.Tables;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Endpoints;

namespace NimbusFunctions.IntegrationTests.Tasks;

/// <summary>The walk over a tenant's tasks, on the emulator: filters beyond keys are the store's.</summary>
public class TaskWalkTests(AzuriteFixture azurite) : StoreCases(azurite)
{
    private static readonly TaskQuery All = new(null, null, null, 50, null);

    [Fact]
    public async Task Read_FromEveryPlace_GivesTheRest()
    {
        await AddAsync(Tenant, "sales", Modality.Outbound, TaskState.Scheduled, 3);
        await AddAsync(Tenant, "help", Modality.Email, TaskState.Held, 2);
        await AddAsync(Guid.NewGuid().ToString(), "sales", Modality.Outbound, TaskState.Scheduled, 1);

        var all = await ReadAsync(All);

        Assert.Equal(5, all.Count);
        foreach (var (place, found) in all.Index())
            Assert.Equal(
                all.Skip(place + 1).Select(one => one.Task.Id),
                (await ReadAsync(All with { After = found.Place })).Select(one => one.Task.Id));
    }

    [Fact]
    public async Task Read_Filters_AreAnded()
    {
        await AddAsync(Tenant, "sales", Modality.Outbound, TaskState.Scheduled, 3);
        await AddAsync(Tenant, "sales", Modality.Outbound, TaskState.Connected, 1);
        await AddAsync(Tenant, "sales", Modality.Email, TaskState.Held, 2);
        await AddAsync(Tenant, "help", Modality.Email, TaskState.Held, 4);
        await AddAsync(Tenant, "help", Modality.Email, TaskState.Terminated, 1);

        Assert.Equal(10, (await ReadAsync(All)).Count);
        Assert.Equal(6, (await ReadAsync(All with { Service = "sales" })).Count);
        Assert.Equal(6, (await ReadAsync(All with { Modality = Modality.Email })).Count);
        Assert.Equal(2, (await ReadAsync(All with { Modality = Modality.Email, Service = "sales" })).Count);
        Assert.Equal(6, (await ReadAsync(All with { State = TaskState.Held })).Count);
        Assert.Single(await ReadAsync(All with { State = TaskState.Connected }));
        Assert.Empty(await ReadAsync(All with { Service = "none" }));
    }

    private async Task AddAsync(string tenant, string service, Modality modality, TaskState state, int count)
    {
        var partition = TaskPartition.Of(tenant, service, modality);
        for (var added = 0; added < count; added++)
        {
            var task = new ContactTask(partition.NewTaskId(), service, modality, state, Now, Now, "{}");
            await Tables.Tasks.AddEntityAsync(TaskRow.Write(partition, task, state == TaskState.Held ? $"w|0|{task.Id}" : null), Stop);
        }

        await Tables.Tasks.UpsertEntityAsync(new TableEntity(partition.Key, "slots") { ["Json"] = "{}" }, TableUpdateMode.Replace, Stop);
    }

    private async Task<List<(ContactTask Task, TaskPlace Place)>> ReadAsync(TaskQuery query)
    {
        var found = new List<(ContactTask, TaskPlace)>();
        await foreach (var one in new TaskList(Tables).ReadAsync(Tenant, query, Stop))
            found.Add(one);
        return found;
    }
}
