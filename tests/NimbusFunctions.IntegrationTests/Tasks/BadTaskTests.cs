using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Tasks;

[Collection(LocalEditionCollection.Name)]
public class BadTaskTests(LocalEditionFixture edition)
{
    private readonly TaskScene scene = new(edition);

    [Theory]
    [InlineData("{}", "serviceUpn")]
    [InlineData("{\"serviceUpn\":\"\"}", "serviceUpn")]
    [InlineData("{\"serviceUpn\":\"nobody@alpenwerk.example\"}", "serviceUpn")]
    [InlineData("{\"serviceUpn\":\"UPN\",\"colour\":\"red\"}", "colour")]
    [InlineData("{\"serviceUpn\":\"UPN\",\"dueDateTimeUtc\":\"2030-01-01T00:00:00Z\"}", "dueDateTimeUtc")]
    [InlineData("{\"serviceUpn\":\"UPN\",\"customer\":{\"nickname\":\"x\"}}", "customer.nickname")]
    [InlineData("{\"serviceUpn\":\"UPN\",\"distributionPriority\":\"Top\"}", "distributionPriority")]
    [InlineData("{\"serviceUpn\":\"UPN\",\"preferredUsers\":[{\"upn\":\"a@b\",\"priority\":100}]}", "preferredUsers[0].priority")]
    [InlineData("{\"serviceUpn\":\"UPN\",\"preferredUsers\":[{\"upn\":\"a@b\",\"priority\":0}]}", "preferredUsers[0].priority")]
    [InlineData("{\"serviceUpn\":\"UPN\",\"preferredUsers\":[ELEVEN]}", "preferredUsers")]
    [InlineData("{\"serviceUpn\":\"UPN\"", "body")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    public async Task ExternalTask_BadBody_IsNamedAndNothingIsStored(string body, string field)
    {
        var service = await scene.ServiceAsync();
        var eleven = string.Join(',', Enumerable.Repeat("{\"upn\":\"a@b.example\"}", 11));

        var answer = await scene.Admin.PostTaskAsync(
            body.Replace("UPN", TaskScene.Upn(service), StringComparison.Ordinal).Replace("ELEVEN", eleven, StringComparison.Ordinal));

        answer.IsProblem(400, field);
        Assert.Contains(answer.Json.GetProperty("errors").EnumerateObject(), error => error.Name == field);
        Assert.Equal(0, await scene.InUseAsync(service));
    }

    [Theory]
    [InlineData("\"dueDateTimeUtc\":\"2020-01-01T00:00:00Z\"", "dueDateTimeUtc")]
    [InlineData("\"dueDateTimeUtc\":\"2199-01-01T00:00:00Z\"", "dueDateTimeUtc")]
    [InlineData("\"dueDateTimeUtc\":\"tomorrow\"", "dueDateTimeUtc")]
    [InlineData("\"maxAttempts\":0", "maxAttempts")]
    [InlineData("\"maxAttempts\":11", "maxAttempts")]
    [InlineData("\"attemptTimeoutInSeconds\":29", "attemptTimeoutInSeconds")]
    [InlineData("\"maxQueueTimeInSeconds\":3601", "maxQueueTimeInSeconds")]
    [InlineData("\"ronaTimeoutInSeconds\":31", "ronaTimeoutInSeconds")]
    [InlineData("\"destination\":\"\"", "destination")]
    [InlineData("\"referenceId\":\"x\"", "referenceId")]
    public async Task SchedulerEntry_BadField_IsNamedAndNothingIsStored(string field, string name)
    {
        var service = await scene.ServiceAsync();
        var body = new[] { $"\"serviceUpn\":\"{TaskScene.Upn(service)}\"", field }.ToList();
        if (name != "destination")
            body.Add("\"destination\":\"+41\"");
        if (name != "dueDateTimeUtc")
            body.Add($"\"dueDateTimeUtc\":\"{TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-ddTHH:mm:ssZ}\"");

        (await scene.Admin.PostEntryAsync($"{{{string.Join(',', body)}}}")).IsProblem(400, name);
        Assert.Equal(0, await scene.InUseAsync(service, "Outbound"));
    }

    [Fact]
    public async Task Body_OfTwoMegabytes_Is413() =>
        (await scene.Admin.PostTaskAsync($"{{\"customerIdentifier\":\"{new string('x', 2_000_000)}\"}}")).IsProblem(413);

    [Fact]
    public async Task Body_ThatFitsIntoNoRow_Is413AndNothingIsStored()
    {
        var service = await scene.ServiceAsync();
        var parameters = string.Join(',', Enumerable.Repeat($$"""{"name":"p","value":"{{new string('x', 4_000)}}"}""", 10));

        (await scene.Admin.PostTaskAsync($$"""{"serviceUpn":"{{TaskScene.Upn(service)}}","customContextParameters":[{{parameters}}]}""")).IsProblem(413);
        Assert.Equal(0, await scene.InUseAsync(service));
    }

    [Fact]
    public async Task Body_OfQuotationMarks_IsRefusedOrStoredWhole()
    {
        var service = await scene.ServiceAsync();
        var answers = new List<Answer>();
        foreach (var length in new[] { 1_000, 2_000, 3_000, 4_000 })
            answers.Add(await scene.Admin.PostTaskAsync(
                $$"""{"serviceUpn":"{{TaskScene.Upn(service)}}","customContextParameters":[{"name":"p","value":"{{string.Concat(Enumerable.Repeat("\\\"", length))}}"}]}"""));

        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 200, 413 }));
        Assert.Equal(200, answers[0].Status);
        Assert.Equal(answers.Count(answer => answer.Status == 200), await scene.InUseAsync(service));
    }

    [Fact]
    public async Task Body_NotJsonByType_Is415() =>
        (await scene.Admin.CallAsync(HttpMethod.Post, "v1/ExternalTasks", "serviceUpn=x", "text/plain")).IsProblem(415, "application/json");

    [Theory]
    [InlineData("v1/ExternalTasks/none")]
    [InlineData("v1/ExternalTasks/00000000000000010000000000000000")]
    [InlineData("v1/scheduler-entries/none")]
    public async Task Delete_Unknown_Is404(string path) => (await scene.Admin.CallAsync(HttpMethod.Delete, path)).IsProblem(404);

    [Theory]
    [InlineData("", "serviceUpn")]
    [InlineData("?serviceUpn=nobody@alpenwerk.example", "serviceUpn")]
    [InlineData("?service=x", "service")]
    public async Task Entries_BadQuery_IsNamed(string query, string field) =>
        (await scene.Admin.CallAsync(HttpMethod.Get, $"v1/scheduler-entries{query}")).IsProblem(400, field);

    [Theory]
    [InlineData("state=over", "state")]
    [InlineData("state=Terminated", "state")]
    [InlineData("modality=fax", "modality")]
    [InlineData("top=0", "top")]
    [InlineData("continuation=xyz!", "continuation")]
    [InlineData("colour=red", "colour")]
    public async Task Tasks_BadParameter_IsNamed(string query, string field) =>
        (await scene.Admin.CallAsync(HttpMethod.Get, $"{scene.Tenant}/tasks?{query}")).IsProblem(400, field);

    [Theory]
    [InlineData("", "cap")]
    [InlineData("?cap=0", "cap")]
    [InlineData("?cap=5&days=31", "days")]
    [InlineData("?cap=5&modality=fax", "modality")]
    public async Task WhatIf_BadParameter_IsNamed(string query, string field) =>
        (await scene.Admin.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/any/usage/what-if{query}")).IsProblem(400, field);
}
