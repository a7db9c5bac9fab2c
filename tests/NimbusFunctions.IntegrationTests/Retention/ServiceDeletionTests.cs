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

    [Fact]
    public async Task When_TheTeamGoesWhileAConfirmationIsAwaited_Should_StayPendingAndEndCleanAfterIt()
    {
        var service = (await edition.Api.ServicesAsync(TestContext.Current.CancellationToken))[^1];
        await DeleteAsync(service.Id);
        using var control = edition.ControlHttp();
        await control.DeleteAsync($"_control/tenants/{edition.TenantId}/teams/{service.TeamId}?permanent=true", TestContext.Current.CancellationToken);

        for (var run = 0; run < 3; run++)
            await edition.SyncAsync();
        var pending = await ReadAsync(service.Id);
        Assert.Equal(("PendingDeletion", 0), (pending.Text("state"), pending.Json.GetProperty("members").GetInt32()));
        await PostAsync(service.Id, "confirm");
        await edition.SyncAsync();
        await edition.SyncAsync();
        (await ReadAsync(service.Id)).IsProblem(404);
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
