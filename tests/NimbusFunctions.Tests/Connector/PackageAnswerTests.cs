using System.Globalization;

namespace NimbusFunctions.Tests.Connector;

/// <summary>Every operation is called, and answers what the package says.</summary>
public sealed class PackageAnswerTests
{
    private static readonly string[] Lists =
    [
        "TestConnection", "GetServices", "GetTaskEvents", "GetUsersForPreferredRouting", "GetTaskModalities", "GetTaskDirections", "GetSchedulerEntriesEvents",
        "GetSchedulerEntryServices", "GetDistributionPriorities", "GetExternalTasksServices", "GetExternalTasksDistributionPriorities", "ListServices",
    ];

    [Fact]
    public async Task Operations_Called_AnswerAsDeclared()
    {
        await using var scene = await PackageScene.StartAsync();

        foreach (var list in Lists)
            await scene.CallAsync(list);
        await TasksAsync(scene);
        await EntriesAsync(scene);
        await BooksAsync(scene);
        await TriggersAsync(scene);

        Assert.True(scene.Faults.Count == 0, string.Join('\n', scene.Faults));
        Assert.Empty(SwaggerDocument.Package.Operations.Select(operation => operation.Id).Except(scene.Called));
    }

    private static async Task TasksAsync(PackageScene scene)
    {
        const string Task = $$"""
            {"serviceUpn":"{{PackageScene.Upn}}","customerIdentifier":"c-1","customer":{"firstName":"A","telNumbers":[{"name":"home","value":"1"}]},
             "customContextParameters":[{"name":"p","value":"v"}],"preferredUsers":[{"upn":"u@a.example","priority":1}],"clientReference":"r-1"}
            """;
        var preview = await scene.CallAsync("AddExternalTask", Task, query: "dryRun=true");
        Assert.True(preview.GetProperty("wouldAdmit").GetBoolean());
        var id = (await scene.CallAsync("AddExternalTask", Task)).GetProperty("id").GetString()!;
        await scene.CallAsync("UpdateTask", """{"customer":{"lastName":"B"}}""", id);
        var usage = await scene.CallAsync("GetServiceUsage");
        Assert.Contains(usage.GetProperty("modalities").EnumerateArray(), modality => modality.GetProperty("inUse").GetInt32() == 1);
        await scene.CallAsync("ReplayServiceLimit", query: "cap=5&days=1&modality=ExternalTask");
        await scene.CallAsync("RemoveExternalTask", place: id);
    }

    private static async Task EntriesAsync(PackageScene scene)
    {
        var due = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var entry = $$"""
            {"serviceUpn":"{{PackageScene.Upn}}","destination":"+4144","dueDateTimeUtc":"{{due}}","ReferenceId":"r-1","customer":{"lastName":"B"},
             "customCallContextParameters":[{"name":"p","value":"v"}]}
            """;
        await scene.CallAsync("CreateSchedulerEntry", entry, query: "dryRun=true");
        var id = (await scene.CallAsync("CreateSchedulerEntry", entry)).GetProperty("schedulerEntryId").GetString()!;
        Assert.Equal(1, (await scene.CallAsync("GetSchedulerEntries", query: $"serviceUpn={PackageScene.Upn}")).GetArrayLength());
        await scene.CallAsync("UpdateSchedulerEntry", entry, id);
        await scene.CallAsync("DeleteSchedulerEntry", place: id);
    }

    private static async Task BooksAsync(PackageScene scene)
    {
        const string Contact = """
            {"externalId":"c-1","firstName":"A","userPrincipalName":"a@b.example","imAddresses":["i"],"emailAddresses":["a@b.example"],"businessPhones":["+41441"],
             "mobilePhones":["+41442"],"homePhones":["+41443"],"addresses":[{"street":"S","city":"C"}],"customFields":[{"name":"f","value":"v"}]}
            """;
        var id = (await scene.CallAsync("CreateAddressBook", """{"name":"Customers","flowActions":true}""")).GetProperty("id").GetString()!;
        Assert.Equal(1, (await scene.CallAsync("GetAddressBooks")).GetArrayLength());
        await scene.CallAsync("GetAddressBook", place: id);
        await scene.CallAsync("UpdateAddressBook", """{"name":"Clients"}""", id);
        await scene.CallAsync("AddContact", Contact, id);
        await scene.CallAsync("UpdateContact", Contact, id);
        Assert.Equal(1, (await scene.CallAsync("GetContacts", place: id, query: "externalIds=c-1")).GetArrayLength());
        await scene.CallAsync("RemoveContacts", """["c-1"]""", id);
        await scene.CallAsync("ClearContacts", place: id);
        await scene.CallAsync("DeleteAddressBook", place: id);
    }

    private static async Task TriggersAsync(PackageScene scene)
    {
        var task = await scene.CallAsync("RegisterTaskWebHook", Filter("taskEvents"));
        var entry = await scene.CallAsync("RegisterSchedulerEntryTrigger", Filter("schedulerEntryEvents"));
        Assert.Equal(2, (await scene.CallAsync("GetTriggers", query: "top=10")).GetProperty("value").GetArrayLength());
        await scene.CallAsync("DeleteTaskEventsTrigger", place: task.GetProperty("id").GetString()!);
        await scene.CallAsync("DeleteSchedulerEntriesTrigger", place: entry.GetProperty("id").GetString()!);

        static string Filter(string events) =>
            $$$"""{"config":{"url":"https://prod-1.westeurope.logic.azure.com/workflows/a?sig=s","services":["{{{PackageScene.Upn}}}"],"{{{events}}}":["Terminated"],"modalities":["Audio"],"directions":["Outbound"]}}""";
    }
}
