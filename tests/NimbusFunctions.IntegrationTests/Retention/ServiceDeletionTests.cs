using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Retention;

/// <summary>A service of a team goes in two steps, and the customer's side lies between them.</summary>
public class ServiceDeletionTests(LocalEditionFixture edition) : IClassFixture<LocalEditionFixture>
{
    private HttpClient Admin => edition.Client(edition.AdminToken);

    private string Services => $"v1/tenants/{edition.TenantId}/services";

    [Fact]
    public async Task When_AServiceIsDeleted_Should_KeepItsMembersUntilConfirmedAndBeCalledOffBefore()
    {
        var id = (await edition.Api.ServicesAsync(TestContext.Current.CancellationToken))[0].Id;
        var before = await ReadAsync(id);
        await NotPendingAsync(id);

        Assert.Equal("PendingDeletion", (await DeleteAsync(id)).Text("state"));
        await edition.SyncAsync();
        var pending = await ReadAsync(id);
        Assert.Equal("PendingDeletion", pending.Text("state"));
        Assert.Equal(before.Json.GetProperty("members").GetInt32(), pending.Json.GetProperty("members").GetInt32());
        Assert.Contains("provisioning script", pending.Text("reason"), StringComparison.Ordinal);
        using var script = await Admin.GetAsync($"{Services}/{id}/provisioning-script", TestContext.Current.CancellationToken);
        Assert.Equal("text/plain", script.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            $"$serviceUpn = '{before.Text("upn")}'", await script.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.Equal(202, (await PostAsync(id, "cancel")).Status);
        await edition.SyncAsync();
        Assert.Equal("Operational", (await ReadAsync(id)).Text("state"));
        await NotPendingAsync(id);

        await DeleteAsync(id);
        Assert.Equal(202, (await PostAsync(id, "confirm")).Status);
        await edition.SyncAsync();
        await edition.SyncAsync();
        (await ReadAsync(id)).IsProblem(404);
        (await PostAsync(id, "confirm")).IsProblem(404);
    }

    private async Task NotPendingAsync(string id)
    {
        (await PostAsync(id, "confirm")).IsProblem(409, id);
        (await PostAsync(id, "cancel")).IsProblem(409, id);
        (await Admin.CallAsync(HttpMethod.Get, $"{Services}/{id}/provisioning-script")).IsProblem(409, id);
    }

    private async Task<Answer> DeleteAsync(string id)
    {
        var answer = await Admin.CallAsync(HttpMethod.Delete, $"{Services}/{id}");
        answer.IsAccepted();
        return answer;
    }

    private Task<Answer> ReadAsync(string id) => Admin.CallAsync(HttpMethod.Get, $"{Services}/{id}");

    private Task<Answer> PostAsync(string id, string step) => Admin.CallAsync(HttpMethod.Post, $"{Services}/{id}/provisioning/{step}");
}
