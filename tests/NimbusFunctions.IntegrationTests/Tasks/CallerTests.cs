using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.IntegrationTests.Tasks;

[Collection(LocalEditionCollection.Name)]
public class CallerTests(LocalEditionFixture edition)
{
    private readonly TaskScene scene = new(edition);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Owner_OfTheService_PostsAndCancels_OfAnother_Is403()
    {
        var (team, owner) = await OwnerAsync();
        var own = await UpnAsync(team.Id);
        var other = await scene.ServiceAsync();

        var posted = await owner.PostTaskAsync($$"""{"serviceUpn":"{{own}}"}""");

        Assert.Equal(200, posted.Status);
        Assert.Equal(204, (await owner.CallAsync(HttpMethod.Delete, $"{scene.Tenant}/tasks/{posted.Text("id")}")).Status);
        (await owner.PostTaskAsync(TaskScene.External(other))).IsProblem(403, other);
        (await owner.PostEntryAsync(TaskScene.Entry(other, TimeSpan.FromHours(1)))).IsProblem(403, other);
        (await owner.CallAsync(HttpMethod.Get, $"v1/scheduler-entries?serviceUpn={TaskScene.Upn(other)}")).IsProblem(403, other);
        (await owner.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{other}/usage")).IsProblem(404, other);
        var contacts = await owner.CallAsync(HttpMethod.Get, "v1/ExternalTasks/service-contacts");
        Assert.DoesNotContain(contacts.Json.EnumerateArray(), upn => upn.GetString() == TaskScene.Upn(other));
        Assert.Contains(contacts.Json.EnumerateArray(), upn => upn.GetString() == own);
    }

    [Fact]
    public async Task Owner_Limited_PostsOutboundOnly()
    {
        var (team, owner) = await OwnerAsync();
        var own = await UpnAsync(team.Id);
        var user = await scene.Tables.Users.GetEntityAsync<Azure.Data.Tables.TableEntity>(
            NimbusFunctions.Directory.Users.UserRow.Partition(edition.TenantId, team.Owners[0]), team.Owners[0], null, Stop);
        var memberships = user.Value.GetString("Memberships")!;
        await WriteAsync(memberships.Replace("TeamOwner", "TeamOwnerLimited", StringComparison.Ordinal));
        try
        {
            var entry = await owner.PostEntryAsync(TaskScene.Entry("x", TimeSpan.FromHours(1)).Replace(TaskScene.Upn("x"), own, StringComparison.Ordinal));
            Assert.Equal(200, entry.Status);
            Assert.Equal(200, (await owner.CallAsync(HttpMethod.Delete, $"v1/scheduler-entries/{entry.Text("schedulerEntryId")}")).Status);
            (await owner.PostTaskAsync($$"""{"serviceUpn":"{{own}}"}""")).IsProblem(403, "tasks.external");
        }
        finally
        {
            await WriteAsync(memberships);
        }

        Task WriteAsync(string text) => scene.Tables.Users.UpdateEntityAsync(
            new Azure.Data.Tables.TableEntity(user.Value.PartitionKey, user.Value.RowKey) { ["Memberships"] = text },
            Azure.ETag.All, Azure.Data.Tables.TableUpdateMode.Merge, CancellationToken.None);
    }

    [Fact]
    public async Task Member_OfTheService_Is403()
    {
        var (id, member) = await scene.MemberAsync();
        Assert.NotEmpty(id);

        (await member.PostTaskAsync("""{"serviceUpn":"a@b.example"}""")).IsProblem(403, "tasks.external");
        (await member.CallAsync(HttpMethod.Get, "v1/tasks/events")).IsProblem(403, "tasks.outbound");
        (await member.CallAsync(HttpMethod.Get, $"{scene.Tenant}/tasks")).IsProblem(403, "tasks");
    }

    [Fact]
    public async Task Supervisor_CancelsExternalTasks_AndTheLedgerSaysWho()
    {
        var service = await scene.ServiceAsync();
        var (id, supervisor) = await scene.MemberAsync();
        await using var role = await scene.AssignAsync(id, "ServiceSupervisor", unit: null);
        var task = (await scene.Admin.PostTaskAsync(TaskScene.External(service))).Text("id");

        Assert.Equal(204, (await supervisor.CallAsync(HttpMethod.Delete, $"{scene.Tenant}/tasks/{task}")).Status);

        Assert.Equal(0, await scene.InUseAsync(service));
        var ledger = new NimbusFunctions.Ledger.LedgerStore(scene.Tables);
        await TaskScene.UntilAsync(
            async () => new(await IsInLedgerAsync() ? 200 : 404, null, null, default), answer => answer.Status == 200);
        Assert.True(await IsInLedgerAsync());

        async Task<bool> IsInLedgerAsync() => (await ledger.ReadDayAsync(edition.TenantId, TimeProvider.System.GetUtcNow(), Stop))
            .Any(line => line.Subject == task && line.Scope == service && $"{line.Run} {line.Proof}".Contains($"user:{id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnitAdministrator_EndsTasksOfTheUnitOnly()
    {
        var service = await scene.ServiceAsync();
        var (id, administrator) = await scene.MemberAsync();
        var task = (await scene.Admin.PostTaskAsync(TaskScene.External(service))).Text("id");
        await using (await scene.AssignAsync(id, "OrganizationUnitAdministrator", Guid.NewGuid().ToString()))
            (await administrator.CallAsync(HttpMethod.Delete, $"{scene.Tenant}/tasks/{task}")).IsProblem(404, task);

        await using (await scene.AssignAsync(id, "OrganizationUnitAdministrator", NimbusFunctions.Tenants.OrganizationUnit.DefaultIdOf(edition.TenantId)))
            Assert.Equal(204, (await administrator.CallAsync(HttpMethod.Delete, $"{scene.Tenant}/tasks/{task}")).Status);
    }

    private async Task<(ControlTeam Team, HttpClient Http)> OwnerAsync()
    {
        foreach (var team in await edition.Control.TeamsAsync(edition.TenantId, Stop))
        {
            if (team.Owners.Count > 0 && await scene.OrdinaryAsync(team.Owners[0]) is { } http
                && (await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{team.Id}")).Status == 200)
                return (team, http);
        }

        throw new InvalidOperationException("No team has an owner who is no administrator.");
    }

    private async Task<string> UpnAsync(string service) =>
        (await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}")).Text("upn")!;
}
