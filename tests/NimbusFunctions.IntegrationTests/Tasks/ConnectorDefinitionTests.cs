using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Tasks;

[Collection(LocalEditionCollection.Name)]
public class ConnectorDefinitionTests(LocalEditionFixture edition)
{
    private readonly TaskScene scene = new(edition);

    [Theory]
    [InlineData("/v1/tasks/service-contacts")]
    [InlineData("/v1/tasks/events")]
    [InlineData("/v1/tasks/modalities")]
    [InlineData("/v1/tasks/directions")]
    [InlineData("/v1/tasks/users-for-preferred-routing")]
    [InlineData("/v1/scheduler-entries/events")]
    [InlineData("/v1/scheduler-entries/service-contacts")]
    [InlineData("/v1/scheduler-entries/distribution-priorities")]
    [InlineData("/v1/ExternalTasks/service-contacts")]
    [InlineData("/v1/ExternalTasks/distribution-priorities")]
    public async Task List_AsDefined_AndNotEmpty(string path)
    {
        var definition = ConnectorDefinition.Read();
        await scene.ServiceAsync();

        var answer = await scene.Admin.CallAsync(HttpMethod.Get, path.TrimStart('/'));

        Assert.Equal(200, answer.Status);
        Assert.Empty(definition.Faults("get", path, 200, answer.Json));
        Assert.NotEqual(0, answer.Json.GetArrayLength());
    }

    [Fact]
    public async Task ExternalTask_Posted_AsDefined()
    {
        var definition = ConnectorDefinition.Read();
        var service = await scene.ServiceAsync();

        var answer = await scene.Admin.PostTaskAsync($$"""
            {"serviceUpn":"{{TaskScene.Upn(service)}}","customerIdentifier":"c-1","distributionPriority":"High",
             "customer":{"firstName":"A","UPN":"a@b.example","telNumbers":[{"name":"home","value":"1"}],"customFields":[{"name":"f"}]},
             "customContextParameters":[{"name":"p","value":"v"}],"preferredUsers":[{"upn":"u@b.example","priority":1}]}
            """);

        Assert.Equal(200, answer.Status);
        Assert.Empty(definition.Faults("post", "/v1/ExternalTasks", 200, answer.Json));
        Assert.False(answer.Json.GetProperty("isAnonymous").GetBoolean());
        Assert.Equal(TaskScene.Upn(service), answer.Text("serviceUPN"));
        Assert.Equal(200, (await scene.Admin.CallAsync(HttpMethod.Delete, $"v1/ExternalTasks/{answer.Text("id")}")).Status);
        Assert.Equal(0, await scene.InUseAsync(service));
    }

    [Fact]
    public async Task SchedulerEntry_FromPostToDelete_AsDefined()
    {
        var definition = ConnectorDefinition.Read();
        var service = await scene.ServiceAsync();

        var posted = await scene.Admin.PostEntryAsync($$"""
            {"serviceUpn":"{{TaskScene.Upn(service)}}","destination":"+4144","dueDateTimeUtc":"{{Later(30)}}","ReferenceId":"r-1",
             "customer":{"lastName":"B"},"customCallContextParameters":[{"name":"p","value":"v"}]}
            """);
        AsDefined("post", "/v1/scheduler-entries", posted);
        Assert.Equal(1, posted.Json.GetProperty("maxAttempts").GetInt32());
        Assert.Equal(300, posted.Json.GetProperty("maxQueueTimeInSeconds").GetInt32());

        var listed = await scene.Admin.CallAsync(HttpMethod.Get, $"v1/scheduler-entries?serviceUpn={TaskScene.Upn(service)}");
        AsDefined("get", "/v1/scheduler-entries", listed);
        Assert.True(JsonElement.DeepEquals(posted.Json, Assert.Single(listed.Json.EnumerateArray())));

        var id = posted.Text("schedulerEntryId");
        var changed = await scene.Admin.CallAsync(HttpMethod.Put, $"v1/scheduler-entries/{id}", $$"""
            {"serviceUpn":"{{TaskScene.Upn(service)}}","destination":"+4145","dueDateTimeUtc":"{{Later(60)}}","maxAttempts":3}
            """);
        AsDefined("put", "/v1/scheduler-entries/{SchedulerEntryID}", changed);
        Assert.Equal("+4145", changed.Text("destination"));

        Assert.Equal(200, (await scene.Admin.CallAsync(HttpMethod.Delete, $"v1/scheduler-entries/{id}")).Status);
        Assert.Equal(0, await scene.InUseAsync(service, "Outbound"));

        void AsDefined(string method, string path, Answer answer)
        {
            Assert.True(answer.Status == 200, $"{answer.Status}: {answer.Json}");
            Assert.Empty(definition.Faults(method, path, 200, answer.Json));
        }
    }

    [Fact]
    public async Task TestConnection_Caller_IsLetIn()
    {
        Assert.Equal(200, (await scene.Admin.CallAsync(HttpMethod.Get, "v1/diagnostics/testconnection")).Status);
        Assert.Equal(401, (await edition.Client(null).CallAsync(HttpMethod.Get, "v1/diagnostics/testconnection")).Status);
    }

    private static string Later(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-ddTHH:mm:ssZ", null);
}
