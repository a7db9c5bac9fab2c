using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tests.Configuration;
using NimbusFunctions.Tests.RetentionSubjects;

namespace NimbusFunctions.Tests.Users;

/// <summary>Users forgotten by the purge and by hand, call by call: who comes back in time keeps everything, who comes back later has nothing of it.</summary>
public sealed class ForgettingTests
{
    private const int MostCalls = 40;

    [Fact]
    public Task Purge_WhileATeamBringsTheUserBack_TakesAllOrNothing() => AtEveryCallAsync(UserState.Departed, async (scene, turn) =>
    {
        await scene.PurgeAsync(turn, await scene.PageAsync());
        return null;
    });

    [Fact]
    public Task Delete_WhileATeamBringsTheUserBack_TakesAllOrNothing() => AtEveryCallAsync(UserState.Active, async (scene, turn) => await scene.DeleteAsync(turn) is null);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Purge_KilledAnywhere_IsFinishedByTheNext(bool isBack)
    {
        for (var at = 1; at <= MostCalls; at++)
        {
            var scene = await ForgettingScene.StartAsync(UserState.SoftDeleted);
            var page = await scene.PageAsync();
            var died = await DiesAsync(turn => scene.PurgeAsync(turn, page), at);
            var before = isBack ? await scene.BringBackAsync() : null;
            await scene.PurgeAsync();
            if (isBack)
                await IsAsync(scene, keeps: before == UserState.SoftDeleted, LedgerActions.TombstoneExpired);
            else
                await IsForgottenAsync(scene, LedgerActions.TombstoneExpired);
            if (!died)
                return;
        }

        Assert.Fail("It does not end.");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Delete_KilledAnywhere_IsFinishedByTheNextOrThePurge(bool isBack, bool isPurged)
    {
        for (var at = 1; at <= MostCalls; at++)
        {
            var scene = await ForgettingScene.StartAsync(UserState.Active);
            var died = await DiesAsync(turn => scene.DeleteAsync(turn), at);
            var before = isBack ? await scene.BringBackAsync() : null;
            if (isBack)
            {
                await IsAsync(scene, keeps: before == UserState.Active, LedgerActions.UserForgotten);
            }
            else if (isPurged)
            {
                await scene.PurgeAsync();
                if (await scene.FindAsync() is { } found)
                    Assert.Equal(UserState.Active, found.User.State);
                else
                    await IsForgottenAsync(scene, LedgerActions.UserForgotten);
            }
            else
            {
                await scene.DeleteAsync();
                await IsForgottenAsync(scene, LedgerActions.UserForgotten);
            }

            if (!died)
                return;
        }

        Assert.Fail("It does not end.");
    }

    /// <summary>What is given to whoever came back is his, whenever the one who forgets goes on.</summary>
    [Fact]
    public async Task Purge_WhileSomebodyGivesRolesToWhoeverCameBack_LeavesThose()
    {
        var calls = 0;
        for (var at = 1; at <= MostCalls; at++)
        {
            var scene = await ForgettingScene.StartAsync(UserState.Departed);
            var turn = new Turn(at, async () =>
            {
                await scene.BringBackAsync();
                await scene.GiveAsync(Role.UserSupervisor);
            });
            await scene.PurgeAsync(turn, await scene.PageAsync());
            if (turn.Calls < at)
                break;
            calls++;
            Assert.Contains(Role.UserSupervisor, await scene.RolesAsync());
        }

        Assert.InRange(calls, 5, MostCalls - 1);
    }

    /// <param name="state">The state that the user is in at first.</param>
    /// <param name="forget">Forgets the user; says whether it did, where it tells.</param>
    private static async Task AtEveryCallAsync(UserState state, Func<ForgettingScene, Turn, Task<bool?>> forget)
    {
        var (kept, forgotten) = (0, 0);
        for (var at = 1; at <= MostCalls; at++)
        {
            var scene = await ForgettingScene.StartAsync(state);
            var before = default(UserState?);
            var turn = new Turn(at, async () => before = await scene.BringBackAsync());
            var said = await forget(scene, turn);
            if (turn.Calls < at)
                break;
            var keeps = before == state;
            await IsAsync(scene, keeps, state == UserState.Active ? LedgerActions.UserForgotten : LedgerActions.TombstoneExpired);
            Assert.NotEqual(keeps, said ?? !keeps);
            (kept, forgotten) = keeps ? (kept + 1, forgotten) : (kept, forgotten + 1);
        }

        Assert.True(kept > 0 && forgotten > 1 && kept + forgotten < MostCalls, $"{kept} kept, {forgotten} forgotten");
    }

    /// <summary>The user is there: with all that he had, and nobody says otherwise; or with nothing of it.</summary>
    private static async Task IsAsync(ForgettingScene scene, bool keeps, string action)
    {
        var found = await scene.FindAsync();
        Assert.Equal(UserState.Active, found!.User.State);
        Assert.Equal(keeps ? ForgettingScene.Given.Order() : [], await scene.RolesAsync());
        Assert.Null(found.EndedBy);
        Assert.Equal(keeps ? new(UserLicences.Interact, true) : Entitlement.None, found.Entitlement);
        if (keeps)
            Assert.DoesNotContain(action, await scene.LinesAsync());
    }

    private static async Task IsForgottenAsync(ForgettingScene scene, string action)
    {
        Assert.Null(await scene.FindAsync());
        Assert.Empty(await scene.RolesAsync());
        Assert.Contains(action, await scene.LinesAsync());
    }

    private static async Task<bool> DiesAsync(Func<Turn, Task> work, int at)
    {
        try
        {
            await work(new Turn(at, () => throw new Killed()));
            return false;
        }
        catch (Killed)
        {
            return true;
        }
    }
}
