using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.Callbacks.Registration.TriggerScene;

namespace NimbusFunctions.Tests.Storage;

/// <summary>
/// What a newer edition wrote can be read: both run during a deployment, and an edition that turns out bad is put back.
/// </summary>
public sealed class NewerEditionTests
{
    private static readonly string Tenant = $"v1/tenants/{ApiHouse.Tenant}";

    [Fact]
    public async Task Rows_WithFieldsThatNobodyKnows_AreReadAsBefore()
    {
        await using var scene = await StartAsync();
        using var system = scene.House.System();
        var reason = await FillAsync(scene.Administrator, system);
        string[] addresses =
        [
            $"{Tenant}/services/sales", $"{Tenant}/tasks", $"{Tenant}/services/sales/usage", $"{Tenant}/settings",
            $"{Tenant}/services/sales/settings", $"{Tenant}/sync", $"{Tenant}/sync/pause", $"{Tenant}/retention/plan", $"{Tenant}/not-available-reasons", $"{Tenant}/operations",
        ];
        var before = await ReadAsync(system, addresses);

        Assert.True(await AddToAllRowsAsync(scene.House.Tables) > 8);

        Assert.Equal(before, await ReadAsync(system, addresses));
        await PostAsync(scene.Administrator, "customer-2");
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings", """{"retention":{"tasks":21}}""")).IsOk();
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/not-available-reasons/{reason}", """{"name":"Dinner"}""")).IsOk();
    }

    private static async Task<string> FillAsync(HttpClient caller, HttpClient system)
    {
        await RegisterAsync(caller, TaskTriggers, Body(events: ["Created"]));
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings", """{"limits":{"externalTask":5},"retention":{"tasks":20}}""")).IsOk();
        (await system.CallAsync(HttpMethod.Put, $"{Tenant}/sync/pause", """{"paused":true,"reason":"It is looked at."}""")).IsOk();
        var reason = (await system.CallAsync(HttpMethod.Post, $"{Tenant}/not-available-reasons", """{"name":"Lunch"}""")).IsOk(HttpStatusCode.Created).Text("id");
        await PostAsync(caller, "customer-1");
        var due = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        (await caller.CallAsync(
            HttpMethod.Post, "v1/scheduler-entries", $$"""{"serviceUpn":"sales@a.example","destination":"+41435550000","dueDateTimeUtc":"{{due}}"}""")).IsOk();
        return reason;
    }

    private static async Task PostAsync(HttpClient caller, string customer) => (await caller.CallAsync(
        HttpMethod.Post, "v1/ExternalTasks", $$"""{"serviceUpn":"sales@a.example","customerIdentifier":"{{customer}}"}""")).IsOk();

    private static async Task<Dictionary<string, string>> ReadAsync(HttpClient caller, string[] addresses)
    {
        var answers = new Dictionary<string, string>();
        foreach (var address in addresses)
            answers.Add(address, await TextAsync(caller, address));
        return answers;
    }

    private static async Task<string> TextAsync(HttpClient caller, string address)
    {
        using var answer = await caller.GetAsync(address, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {text}");
        return text;
    }

    /// <summary>Puts a member into every JSON of every row.</summary>
    /// <returns>How many were changed.</returns>
    private static async Task<int> AddToAllRowsAsync(StoreTables tables)
    {
        var changed = 0;
        foreach (var table in StoreTables.Names.Select(tables.Open))
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
            {
                foreach (var (column, json) in row.Select(column => (column.Key, Value: column.Value as string)).Where(column => column.Value?.StartsWith('{') == true).ToList())
                {
                    var document = JsonNode.Parse(json!)!.AsObject();
                    document["ofANewerEdition"] = new JsonObject { ["is"] = true };
                    row[column] = document.ToJsonString();
                    changed++;
                }

                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
            }
        }

        return changed;
    }
}
