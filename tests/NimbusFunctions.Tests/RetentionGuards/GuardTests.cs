using NimbusFunctions.Ledger;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Plan;

namespace NimbusFunctions.Tests.RetentionGuards;

public class GuardTests
{
    private const string User = "20000000-0000-0000-0000-00000000000a";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_NobodyWroteAnything_IsTheDefaults()
    {
        var view = await (await GuardScene.NewAsync()).ViewAsync();

        Assert.Equal((730, 3650, false, false), (view.InForce[DataKind.Tasks], view.InForce[DataKind.Audit], view.IsPaused, view.Holds));
    }

    [Fact]
    public async Task Read_Lowered_CountsAfterTheHoldAndTheMargin()
    {
        var scene = await GuardScene.NewAsync();
        await scene.WriteAsync(new(Tasks: 100));
        var hold = TimeSpan.FromHours(24) + KindCut.Margin;

        Assert.Equal(100, (await scene.SectionAsync()).Tasks);
        scene.Time.Advance(hold - TimeSpan.FromSeconds(1));
        Assert.Equal(730, (await scene.ViewAsync()).InForce[DataKind.Tasks]);
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, (await scene.ViewAsync()).InForce[DataKind.Tasks]);
    }

    [Fact]
    public async Task Cancel_DuringTheHold_BringsTheFormerDaysBackForGood()
    {
        var scene = await GuardScene.NewAsync();
        await scene.WriteAsync(new(Tasks: 100, UserStates: 800));

        Assert.True(await scene.Desk.CancelAsync(GuardScene.Tenant, "user:x", Stop));
        Assert.Equal(new(Tasks: 730, UserStates: 800), await scene.SectionAsync());
        Assert.Empty((await scene.Plans.ReadAsync(GuardScene.Tenant, Stop)).Held);
        Assert.Contains(LedgerActions.LoweringCanceled, await scene.AuditAsync());
        scene.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(730, (await scene.ViewAsync()).InForce[DataKind.Tasks]);
    }

    [Fact]
    public async Task Cancel_NothingHeld_ChangesNothing()
    {
        var scene = await GuardScene.NewAsync();
        await scene.WriteAsync(new(Tasks: 100));
        scene.Time.Advance(TimeSpan.FromDays(2));

        Assert.True(await scene.Desk.CancelAsync(GuardScene.Tenant, "user:x", Stop));
        Assert.Equal(100, (await scene.SectionAsync()).Tasks);
    }

    [Theory]
    [InlineData(GuardScene.Tenant)]
    [InlineData(GuardStore.AllTenants)]
    public async Task Read_Paused_IsPausedUntilResumed(string partition)
    {
        var scene = await GuardScene.NewAsync();
        await scene.Store.WritePauseAsync(partition, new("user:x", scene.Time.GetUtcNow(), "why"), Stop);

        Assert.True((await scene.ViewAsync()).IsPaused);
        await scene.Store.WritePauseAsync(partition, null, Stop);
        await scene.Store.WritePauseAsync(partition, null, Stop);
        Assert.False((await scene.ViewAsync()).IsPaused);
    }

    [Fact]
    public async Task Read_TwoHoldsOnOneUser_HoldsUntilBothAreReleased()
    {
        var scene = await GuardScene.NewAsync();
        var first = await scene.Desk.HoldAsync(GuardScene.Tenant, User, null, "a case", "user:x", Stop);
        var second = await scene.Desk.HoldAsync(GuardScene.Tenant, User, null, "another", "user:y", Stop);
        await scene.Desk.HoldAsync(GuardScene.Tenant, null, "desk", "a third", "user:y", Stop);

        await scene.Desk.ReleaseAsync(GuardScene.Tenant, first!, "user:x", Stop);
        var view = await scene.ViewAsync();
        Assert.Equal([User], view.HeldUsers);
        Assert.Equal(["desk"], view.HeldServices);
        await scene.Desk.ReleaseAsync(GuardScene.Tenant, second!, "user:x", Stop);
        Assert.Empty((await scene.ViewAsync()).HeldUsers);
        Assert.Equal(3, (await scene.AuditAsync()).Count(action => action == LedgerActions.LegalHoldSet));
        Assert.Equal(2, (await scene.AuditAsync()).Count(action => action == LedgerActions.LegalHoldReleased));
    }

    [Fact]
    public async Task Switch_OfATenant_LeavesLinesInTheAudit()
    {
        var scene = await GuardScene.NewAsync();
        await scene.Desk.SwitchAsync(GuardScene.Tenant, new("user:x", scene.Time.GetUtcNow(), "why"), "user:x", Stop);
        await scene.Desk.SwitchAsync(GuardScene.Tenant, null, "user:x", Stop);

        Assert.Equal([LedgerActions.PurgePaused, LedgerActions.PurgeResumed], (await scene.AuditAsync()).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(721)]
    public void Options_HoldOutOfRange_IsAnError(int hours) =>
        Assert.Contains("Retention__LoweringHoldHours", Assert.Single(new RetentionOptions { LoweringHoldHours = hours }.Errors()), StringComparison.Ordinal);
}
