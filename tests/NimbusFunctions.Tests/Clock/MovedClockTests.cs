using System.Net;
using NimbusFunctions.Clock;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Clock;
using NimbusFunctions.Tests.Simulator;

namespace NimbusFunctions.Tests.Clock;

public sealed class MovedClockTests : IDisposable
{
    private static readonly TimeSpan Inexact = TimeSpan.FromSeconds(30);

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("nimbus-clock-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public void GetUtcNow_MovedByTheEdition_IsMovedForTheAppToo()
    {
        using var edition = MovableClock.Open(folder);
        Assert.InRange(new MovedClock(edition.File).GetUtcNow() - TimeProvider.System.GetUtcNow(), -Inexact, Inexact);

        Assert.True(edition.TryMove(TimeSpan.FromDays(800)));

        Assert.InRange(new MovedClock(edition.File).GetUtcNow() - edition.GetUtcNow(), -Inexact, Inexact);
        Assert.InRange(edition.GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(800) - Inexact, TimeSpan.FromDays(800) + Inexact);
    }

    [Fact]
    public void TryMove_BackOrTooFar_IsRefused()
    {
        using var clock = MovableClock.Open(folder);
        Assert.True(clock.TryMove(TimeSpan.FromHours(2)));

        Assert.False(clock.TryMove(TimeSpan.FromHours(1)));
        Assert.False(clock.TryMove(MovableClock.Furthest + TimeSpan.FromSeconds(1)));

        Assert.Equal(TimeSpan.FromHours(2), clock.Ahead);
    }

    [Fact]
    public void Open_InTheFolderOfAFormerOne_GoesOn()
    {
        using (var former = MovableClock.Open(folder))
            former.TryMove(TimeSpan.FromDays(3));

        using var clock = MovableClock.Open(folder);

        Assert.Equal(TimeSpan.FromDays(3), clock.Ahead);
    }

    [Fact]
    public async Task Wake_AfterAMove_DeliversWhatIsDueByIt()
    {
        using var clock = MovableClock.Open(folder);
        using var broker = new MessageBroker([new("queue", false, TimeSpan.FromMinutes(5), 20, TimeSpan.Zero, "")], clock);
        clock.Moved += broker.Wake;
        broker.Queue("queue").Send([new() { MessageId = "one", Body = new byte[1], ScheduledEnqueueTime = clock.GetUtcNow().AddHours(5) }]);
        var receiving = broker.Queue("queue").ReceiveAsync(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);

        Assert.True(clock.TryMove(TimeSpan.FromHours(6)));

        Assert.Equal("one", (await receiving)?.Message.MessageId);
    }

    [Fact]
    public void Errors_InTheCloud_RefuseAMovedClock()
    {
        using var clock = MovableClock.Open(folder);
        var options = new ClockOptions { AheadFile = clock.File };

        Assert.Empty(options.Errors(isInCloud: false));
        Assert.Contains("Clock__AheadFile", Assert.Single(options.Errors(isInCloud: true)), StringComparison.Ordinal);
        Assert.Contains("Clock__AheadFile", Assert.Single(new ClockOptions { AheadFile = "nowhere" }.Errors(isInCloud: false)), StringComparison.Ordinal);
        Assert.Empty(new ClockOptions().Errors(isInCloud: true));
    }

    [Fact]
    public async Task Control_PutAndGet_TellTheTimeAndNameWhatIsWrong()
    {
        using var clock = MovableClock.Open(folder);
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Users = 1, Teams = 0, Clock = clock });

        Assert.Equal(3600, (await bench.ControlAsync("PUT", "/clock", new { aheadSeconds = 3600 })).IsOk()["aheadSeconds"].GetDouble());
        Assert.Equal(3600, (await bench.ControlAsync("GET", "/clock")).IsOk()["aheadSeconds"].GetDouble());
        var later = clock.GetUtcNow().AddDays(2);
        Assert.InRange((await bench.ControlAsync("PUT", "/clock", new { now = later })).IsOk()["now"].GetDateTimeOffset() - later, TimeSpan.Zero - Inexact, Inexact);
        foreach (var wrong in new[] { "{}", """{"aheadSeconds":10}""", """{"aheadSeconds":1e300}""", """{"aheadSeconds":1,"now":"2040-01-01T00:00:00Z"}""", """{"now":"later"}""" })
            (await bench.ControlAsync("PUT", "/clock", wrong)).Is(HttpStatusCode.BadRequest);
    }
}
