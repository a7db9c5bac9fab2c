using NimbusFunctions.Local.Commands.Journal;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.Tests.Commands;

public sealed class JournalTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Write_Invocation_HasTimeFunctionOutcomeDurationAndFirstLineOfTheDetail()
    {
        var entry = Entry("SyncDirectory", "serviceBus", succeeded: false, "no answer\nat Somewhere", TimeSpan.FromMilliseconds(2345));

        Assert.Equal("03:04:07  SyncDirectory            FAILED    2.3 s  no answer", InvocationLine.Write(entry, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("ScheduleDirectorySync", "timer", true, true)]
    [InlineData("ScheduleDirectorySync", "timer", false, false)]
    [InlineData("Health", "http", true, true)]
    [InlineData("ApiV1", "http", true, false)]
    [InlineData("SyncDirectory", "serviceBus", true, false)]
    public void IsQuiet_Invocation_OnlyWhereNobodyMissesIt(string function, string trigger, bool succeeded, bool expected) =>
        Assert.Equal(expected, InvocationLine.IsQuiet(Entry(function, trigger, succeeded)));

    [Fact]
    public void IsLoud_LogEntries_WarningsAndErrorsWithTheirLines()
    {
        (string Line, bool Error, bool Loud)[] lines =
        [
            ("info: A[1]", false, false),
            ("      quiet", false, false),
            ("warn: B[2]", false, true),
            ("      loud", false, true),
            ("", false, false),
            ("      loud still", false, true),
            ("dbug: C[3]", false, false),
            ("Unhandled exception.", true, true),
            ("   at Somewhere()", true, true),
            ("plain output", false, false),
            ("crit: D[4]", false, true),
            ("info: E[5]", true, false),
        ];
        var app = new AppLines();

        Assert.All(lines, entry => Assert.Equal(entry.Loud, app.IsLoud(entry.Line, entry.Error)));
    }

    [Fact]
    public void ConsoleJournal_BeforeItIsOpen_ShowsTroubleOnly()
    {
        using var console = new TestConsole();
        var journal = new ConsoleJournal(console.Console, verbose: true, TimeZoneInfo.Utc);

        journal.Invocation(Entry("ApiV1", "http", succeeded: true));
        journal.WorkerOutput("info: A[1]", error: false);
        journal.Invocation(Entry("ApiV1", "http", succeeded: false, "refused"));
        journal.WorkerOutput("fail: A[1]", error: false);

        Assert.Equal(["03:04:05  ApiV1                    FAILED     0 ms  refused", "          app: fail: A[1]"], console.Lines);
    }

    [Fact]
    public void ConsoleJournal_QuietRuns_AreCountedBeforeTheNextLine()
    {
        using var console = new TestConsole();
        var journal = new ConsoleJournal(console.Console, verbose: false, TimeZoneInfo.Utc);
        journal.Open();

        journal.Invocation(Entry("ScheduleDirectorySync", "timer", succeeded: true));
        journal.Invocation(Entry("Health", "http", succeeded: true));
        Assert.Empty(console.Lines);
        journal.Invocation(Entry("SyncDirectory", "serviceBus", succeeded: true));
        journal.Invocation(Entry("SyncDirectory", "serviceBus", succeeded: true));

        Assert.Equal(3, console.Lines.Length);
        Assert.Contains("2 quiet runs", console.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void ConsoleJournal_Information_OnlyWhenVerbose(bool verbose, int lines)
    {
        using var console = new TestConsole();
        var journal = new ConsoleJournal(console.Console, verbose, TimeZoneInfo.Utc);
        journal.Open();

        journal.WorkerOutput("info: A[1]", error: false);

        Assert.Equal(lines, console.Lines.Length);
    }

    [Fact]
    public void ConsoleJournal_Closed_ShowsNothing()
    {
        using var console = new TestConsole();
        var journal = new ConsoleJournal(console.Console, verbose: true, TimeZoneInfo.Utc);
        journal.Open();
        journal.Close();

        journal.Invocation(Entry("ApiV1", "http", succeeded: false));
        journal.WorkerOutput("crit: A[1]", error: true);
        journal.HostEvent("The app has ended.");

        Assert.Empty(console.Lines);
    }

    [Fact]
    public void LastWords_SeveralFailures_RemembersTheLast()
    {
        var journal = new LastWords();
        Assert.Null(journal.Last);

        journal.WorkerOutput("fail: A[1]", error: false);
        journal.HostEvent("The app has ended.");
        journal.WorkerOutput("info: fine", error: false);
        journal.Invocation(Entry("ApiV1", "http", succeeded: true));

        Assert.Equal("host: The app has ended.", journal.Last);
    }

    private static InvocationEntry Entry(string function, string trigger, bool succeeded, string? detail = null, TimeSpan duration = default) =>
        new(function, trigger, Start, duration, succeeded, detail);
}
