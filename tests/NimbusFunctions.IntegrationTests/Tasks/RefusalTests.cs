using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Tasks;

[Collection(LocalEditionCollection.Name)]
public class RefusalTests(LocalEditionFixture edition)
{
    private readonly TaskScene scene = new(edition);

    [Theory]
    [InlineData("TeamSoftDeleted", "service-team-deleted")]
    [InlineData("TeamGone", "service-team-gone")]
    [InlineData("PendingDeletion", "service-pending-deletion")]
    public async Task Post_ToAServiceThatIsClosed_HasAProblemOfItsOwn(string state, string type)
    {
        var service = await scene.ServiceAsync();
        await using var closed = await scene.SetAsync(scene.Tables.Services, $"service|{service}", "State", state);

        IsRefused(await scene.Admin.PostTaskAsync(TaskScene.External(service)), 409, type);
        IsRefused(await scene.Admin.PostEntryAsync(TaskScene.Entry(service, TimeSpan.FromHours(1))), 409, type);
        Assert.Equal(0, await scene.InUseAsync(service));
    }

    [Fact]
    public async Task Post_ToAServiceWithoutTheLicence_HasAProblemOfItsOwn()
    {
        var service = await scene.ServiceAsync("EnterpriseRouting", "\"Call\"");

        IsRefused(await scene.Admin.PostTaskAsync(TaskScene.External(service)), 403, "licence-missing");
    }

    [Fact]
    public async Task Post_ToAServiceWithoutTheModality_HasAProblemOfItsOwn()
    {
        var service = await scene.ServiceAsync(modalities: "\"Call\",\"ExternalTask\"");

        IsRefused(await scene.Admin.PostEntryAsync(TaskScene.Entry(service, TimeSpan.FromHours(1))), 409, "modality-missing");
    }

    [Theory]
    [InlineData("Suspended", "tenant-suspended")]
    [InlineData("Canceled", "tenant-canceled")]
    public async Task Post_ToATenantThatIsClosed_HasAProblemOfItsOwn(string state, string type)
    {
        var service = await scene.ServiceAsync();
        await using (await scene.SetAsync(scene.Tables.Tenants, "tenant", "State", state))
            IsRefused(await TaskScene.UntilAsync(PostAsync, answer => answer.Status != 200), 403, type);

        Assert.Equal(200, (await TaskScene.UntilAsync(PostAsync, answer => answer.Status == 200)).Status);

        Task<Answer> PostAsync() => scene.Admin.PostTaskAsync(TaskScene.External(service), query: "?dryRun=true");
    }

    [Fact]
    public async Task Post_ToATenantThatHasExpired_IsDecidedByTheOperator()
    {
        var service = await scene.ServiceAsync();
        await using var expired = await scene.SetAsync(scene.Tables.Tenants, "tenant", "State", "Expired");
        await scene.SetLimitsAsync("""{"whenExpired":"Refuse"}""");
        IsRefused(await TaskScene.UntilAsync(PostAsync, answer => answer.Status != 200), 403, "tenant-expired");

        await scene.SetLimitsAsync("{}");

        Assert.Equal(200, (await TaskScene.UntilAsync(PostAsync, answer => answer.Status == 200)).Status);

        Task<Answer> PostAsync() => scene.Admin.PostTaskAsync(TaskScene.External(service), query: "?dryRun=true");
    }

    private static void IsRefused(Answer answer, int status, string type)
    {
        answer.IsProblem(status);
        Assert.EndsWith($"/problems/{type}", answer.Text("type"), StringComparison.Ordinal);
    }
}
