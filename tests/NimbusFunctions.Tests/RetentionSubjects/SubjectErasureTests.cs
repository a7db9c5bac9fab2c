using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Retention.Subjects;

namespace NimbusFunctions.Tests.RetentionSubjects;

public class SubjectErasureTests
{
    private const int MostSlices = 50;

    [Fact]
    public async Task When_APersonIsErased_Should_NameThemNowhereAndCountTheSame()
    {
        var scene = await new SubjectScene().FillAsync();
        var before = scene.Statistics();
        Assert.NotEmpty(scene.Remains());
        var erasure = await scene.AskAsync();

        Assert.Equal(PurgeStop.Done, await scene.WorkAsync());

        await DoneAsync(scene, erasure, before);
        var segment = await new SegmentStore(scene.Tables, scene.Time).ReadAsync(SubjectScene.Tenant, 0, null, SubjectScene.Stop);
        Assert.Equal([Guid.Parse(SubjectScene.Other)], segment.Slots.Keys);
        Assert.Single(scene.Rows(), row => row.Table == "RunPages");
        // The entity that the person changed stays, and the other one's reference to it.
        Assert.Equal(
            [ConfigurationRows.Entity(SubjectScene.Code), $"r|{SubjectScene.Code}|user|{SubjectScene.Other}|codes"],
            scene.Rows().Where(row => row.Table == "Configuration").Select(row => row.Row.RowKey));
        Assert.NotNull(await new UserStore(scene.Tables).FindAsync(SubjectScene.Tenant, SubjectScene.Other, SubjectScene.Stop));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_KilledAtEveryStep_Should_ComeToTheSameEnd(bool afterCommit)
    {
        var whole = await new SubjectScene().FillAsync();
        await whole.AskAsync();
        var steps = new Steps();
        await whole.WorkAsync(steps);
        Assert.True(steps.Taken > 20);
        for (var step = 1; step <= steps.Taken; step++)
        {
            var scene = await new SubjectScene().FillAsync();
            var before = scene.Statistics();
            var erasure = await scene.AskAsync();
            await Assert.ThrowsAsync<Killed>(() => scene.WorkAsync(new Steps { DiesAt = step, AfterCommit = afterCommit }));
            await RunAsync(scene);
            await DoneAsync(scene, erasure, before);
        }
    }

    [Fact]
    public async Task When_TwoWorkAtOnce_Should_ComeToTheSameEnd()
    {
        for (var step = 1; step < 40; step += 3)
        {
            var scene = await new SubjectScene().FillAsync();
            var before = scene.Statistics();
            var erasure = await scene.AskAsync();
            // The second does all while the first is stopped in the midst of it; the first then meets rows and a book that are gone.
            var gate = new Gate(step);
            var first = gate.RunAsync(scene);
            await RunAsync(scene);
            gate.Open();
            Assert.Contains(await first, new[] { PurgeStop.Done, PurgeStop.Overtaken });
            await RunAsync(scene);
            await DoneAsync(scene, erasure, before);
        }
    }

    [Fact]
    public async Task When_TheUserIsHeld_Should_ChangeNothingUntilReleased()
    {
        var scene = await new SubjectScene().FillAsync();
        await scene.AskAsync();
        var before = scene.Remains().Count;
        scene.Guards = scene.Guards with { HeldUsers = [SubjectScene.User] };

        Assert.Equal(PurgeStop.Done, await scene.WorkAsync());
        Assert.Equal(before, scene.Remains().Count);

        scene.Guards = scene.Guards with { HeldUsers = [] };
        await RunAsync(scene);
        Assert.Empty(scene.Remains());
    }

    [Fact]
    public async Task When_AServiceIsHeld_Should_KeepItsRowsUntilReleased()
    {
        var scene = await new SubjectScene().FillAsync();
        await scene.AskAsync();
        scene.Guards = scene.Guards with { HeldServices = ["service-one"] };

        Assert.Equal(PurgeStop.Done, await scene.WorkAsync());
        var (waiting, _) = (await scene.Book().FindAsync(SubjectScene.Tenant, SubjectScene.User, SubjectScene.Stop))!.Value;
        Assert.True(waiting.Held > 0 && waiting.NextLook is not null);

        scene.Guards = scene.Guards with { HeldServices = [] };
        scene.Time.Advance(ErasureRun.Patience + TimeSpan.FromMinutes(1));
        await RunAsync(scene);
        Assert.Empty(scene.Remains());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_ThePurgeIsPausedOrTheUserIsBack_Should_ChangeNothing(bool paused)
    {
        var scene = await new SubjectScene().FillAsync(paused ? UserState.Departed : UserState.Active);
        await scene.AskAsync();
        var before = scene.Remains().Count;
        scene.Guards = scene.Guards with { IsPaused = paused };

        Assert.Equal(paused ? PurgeStop.GuardsChanged : PurgeStop.Done, await scene.WorkAsync());

        Assert.Equal(before, scene.Remains().Count);
    }

    private static async Task RunAsync(SubjectScene scene)
    {
        for (var slice = 0; slice < MostSlices; slice++)
        {
            if (await scene.WorkAsync() == PurgeStop.Done)
                return;
        }

        Assert.Fail("The erasure does not end.");
    }

    private static async Task DoneAsync(SubjectScene scene, Erasure erasure, IReadOnlyList<string> before)
    {
        Assert.Empty(scene.Remains());
        // The state that was in the book alone is in the history now.
        Assert.Equal(before.Count + 1, scene.Statistics().Count);
        Assert.Empty(before.Except(scene.Statistics()));
        var lines = new List<ReceiptLine>();
        var receipts = new ReceiptBook(scene.Tables);
        await foreach (var line in receipts.ReadAsync(SubjectScene.Tenant, 0, SubjectScene.Stop))
            lines.Add(line);
        Assert.Equal(ReceiptActions.Erased, Assert.Single(lines).Note.Action);
        Assert.Null(await receipts.VerifyAsync(SubjectScene.Tenant, SubjectScene.Stop));
        Assert.Single(scene.Rows(), row => row.Table == "Ledger" && row.Row.GetString("Action") == LedgerActions.SubjectErasureDone);
        Assert.Null(await scene.Book().FindAsync(SubjectScene.Tenant, SubjectScene.User, SubjectScene.Stop));
        Assert.NotNull(await scene.Book().FindDoneAsync(SubjectScene.Tenant, erasure.Pseudonym, SubjectScene.Stop));
    }

    /// <summary>Stops a process before one of its writes until it is let on.</summary>
    private sealed class Gate(int step)
    {
        private readonly TaskCompletionSource open = new();

        public Task<PurgeStop> RunAsync(SubjectScene scene) => scene.WorkAsync(new Steps { WaitsAt = step, Until = open.Task });

        public void Open() => open.SetResult();
    }
}
