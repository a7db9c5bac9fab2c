using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Storage;

namespace NimbusFunctions.IntegrationTests.Secrets;

/// <summary>A secret that is set, checked and fails leaves its value nowhere but in the store of secrets.</summary>
[Collection(LocalEditionCollection.Name)]
public class SecretSearchTests(LocalEditionFixture edition)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Tenant => $"v1/tenants/{edition.TenantId}";

    [Fact]
    public async Task When_a_secret_is_used_its_value_is_found_nowhere()
    {
        using var control = edition.ControlHttp();
        var acs = (await control.CallAsync(HttpMethod.Get, $"_control/tenants/{edition.TenantId}/acs")).Json;
        var value = acs.GetProperty("connectionString").GetString()!;
        var key = value.Split("accesskey=")[1];
        // Without the signs that JSON may escape.
        var parts = key.Split('+', '/', '=').Where(part => part.Length >= 8).ToList();
        Assert.NotEmpty(parts);
        var answers = new List<string>();
        var administrator = edition.Client(edition.AdminToken);

        Assert.Equal(400, await CallAsync(HttpMethod.Put, "secrets/im-acs", Body(value.Replace("https", "http", StringComparison.Ordinal))));
        Assert.Equal(400, await CallAsync(HttpMethod.Put, "secrets/im-acs", new JsonObject { [key] = key }.ToJsonString()));
        Assert.Equal(400, await CallAsync(HttpMethod.Put, "settings/interact", new JsonObject { ["acsConnectionString"] = "x" }.ToJsonString()));
        Assert.Equal(200, await CallAsync(HttpMethod.Put, "secrets/im-acs", Body(value)));
        Assert.Equal(200, await CallAsync(HttpMethod.Patch, "settings/instantMessaging", """{"ownAcs":true}"""));
        foreach (var (state, result) in ((string, string)[])[("Working", "working"), ("WrongKey", "wrong-key"), ("Forbidden", "forbidden"), ("Gone", "unreachable")])
            await CheckAsync(state, result);
        Assert.Equal(200, await CallAsync(HttpMethod.Get, "doctor"));
        Assert.Equal(409, await CallAsync(HttpMethod.Delete, "secrets/im-acs"));
        Assert.Equal(200, await CallAsync(HttpMethod.Get, "secrets"));
        Assert.Equal(200, await CallAsync(HttpMethod.Get, "settings"));
        Assert.Equal(200, await CallAsync(HttpMethod.Get, "settings/history"));
        await SearchAsync();
        Assert.Equal(200, await CallAsync(HttpMethod.Patch, "settings/instantMessaging", """{"ownAcs":false}"""));
        Assert.Equal(204, await CallAsync(HttpMethod.Delete, "secrets/im-acs"));
        (await control.CallAsync(HttpMethod.Put, $"_control/tenants/{edition.TenantId}/acs", """{"state":"Working"}""")).Json.GetProperty("state");
        await SearchAsync();

        async Task<int> CallAsync(HttpMethod method, string path, string? body = null)
        {
            var answer = await administrator.CallAsync(method, $"{Tenant}/{path}", body);
            answers.Add(answer.Json.ValueKind == JsonValueKind.Undefined ? "" : answer.Json.GetRawText());
            return answer.Status;
        }

        async Task CheckAsync(string state, string result)
        {
            await control.CallAsync(HttpMethod.Put, $"_control/tenants/{edition.TenantId}/acs", $$"""{"state":"{{state}}"}""");
            Assert.Equal(200, await CallAsync(HttpMethod.Post, "checks/acs-im"));
            Assert.Contains($"\"{result}\"", answers[^1], StringComparison.Ordinal);
        }

        async Task SearchAsync()
        {
            Assert.All(answers, answer => IsClean(answer, "an answer"));
            Assert.All(edition.Journal.Output, line => IsClean(line, "a log line"));
            Assert.All(edition.Journal.Events, line => IsClean(line, "a line of the host"));
            var rows = 0;
            foreach (var name in StoreTables.Names)
            {
                await foreach (var row in new TableServiceClient(edition.Edition.Azurite.ConnectionString).GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: Stop))
                {
                    rows++;
                    foreach (var (column, held) in row)
                        IsClean(held?.ToString() ?? "", $"{name}.{column}");
                }
            }

            Assert.True(rows > 50, $"Only {rows} rows were searched.");
        }

        void IsClean(string text, string where) => Assert.False(parts.Exists(part => text.Contains(part, StringComparison.Ordinal)), $"The key is in {where}.");
    }

    [Fact]
    public async Task Doctor_PrintsOneTableOfEveryCheck()
    {
        var run = await CommandRun.OfAsync(
            "doctor", "--tenant", edition.Tenant.Domain, "--api", edition.Edition.Api.ToString(), "--simulator", edition.Edition.Simulator.HttpAddress.ToString());

        Assert.Empty(run.Errors);
        // The technical contact has no address.
        Assert.Equal(1, run.ExitCode);
        foreach (var name in (string[])["acs-interact", "acs-assistant", "acs-im", "tenant-group", "partner-group", "graph-filter", "presence", "im-user", "permissions", "contact"])
            Assert.Contains(name, run.Output, StringComparison.Ordinal);
        Assert.Contains("WRONG", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfNobody_SaysSo()
    {
        var run = await CommandRun.OfAsync(
            "doctor", "--tenant", "nobody", "--api", edition.Edition.Api.ToString(), "--simulator", edition.Edition.Simulator.HttpAddress.ToString());

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nobody", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    private static string Body(string value) => new JsonObject { ["value"] = value }.ToJsonString();
}
