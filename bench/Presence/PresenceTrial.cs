using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Bench.Presence;

/// <summary>A tenant of a size, polled for a while; one of a hundred changes before each poll.</summary>
internal static class PresenceTrial
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private const int Busy = 1_000;
    private const int MostColdPolls = 20;
    private const int Polls = 10;
    private const int ChangesAtOnce = 16;
    private const int SoManyUsers = 10_000;
    private const double MegaByte = 1e6;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public static async Task<PresenceResult> RunAsync(int users, LocalConsole console, CancellationToken stop)
    {
        using BenchJournal journal = new();
        var options = LocalEditionOptions.OnFreePorts with
        {
            Users = users,
            Teams = 1,
            Mischief = false,
            RegisterTenants = false,
            AppSettings = new Dictionary<string, string> { ["AzureWebJobs.SchedulePresence.Disabled"] = "true", ["AzureWebJobs.ScheduleDirectorySync.Disabled"] = "true" },
        };
        await using var edition = await LocalEdition.StartAsync(options, journal, TextWriter.Null, stop);
        var tenant = edition.Simulator.Tenants[0].Id;
        using var http = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        var ids = await UsersAsync(http, tenant, stop);
        using PresenceRig rig = new(edition, tenant);
        List<Guid> busy = [.. ids.Take(Busy)];
        await rig.FillAsync(busy, [.. ids.Skip(Busy)], stop);
        var cold = await WarmAsync(rig, ids.Count, stop);
        await rig.Bare.CreateAsync(stop);
        await rig.Bare.WriteAsync(rig.Presence.TakeWritten(), stop);
        // Meanwhile what was known has run out for those who are asked for often.
        await rig.PollAsync(stop);
        ProcessMemory.ForgetPeak(Environment.ProcessId);
        PresenceChanges changes = new(new JsonCalls(http), tenant, ids, ChangesAtOnce);
        var result = await MeasureAsync(rig, changes, [.. busy], console, stop);
        var peak = ProcessMemory.PeakMegabytes(Environment.ProcessId);
        return result with { ColdSeconds = cold, PeakMegabytes = peak, RememberedMegabytes = await RememberedAsync(rig, stop) };
    }

    private static async Task<List<Guid>> UsersAsync(HttpClient http, string tenant, CancellationToken stop) =>
        [.. (await new ControlClient(http).UsersAsync(tenant, stop)).Select(user => Guid.Parse(user.Id))];

    /// <returns>How long it took until everybody was known for the first time.</returns>
    private static async Task<double> WarmAsync(PresenceRig rig, int users, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var poll = 0; poll < MostColdPolls; poll++)
        {
            await rig.PollAsync(stop);
            var ages = PresenceAges.Of(rig.Known(), TimeProvider.System.GetUtcNow());
            if (ages.Users == users && ages.Stale == 0)
                return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        }

        throw new BenchException("Not everybody became known.");
    }

    private static async Task<PresenceResult> MeasureAsync(
        PresenceRig rig, PresenceChanges changes, HashSet<Guid> busy, LocalConsole console, CancellationToken stop)
    {
        (List<double> seconds, List<double> whole, List<double> bare, List<double> ages, List<double> writes) = ([], [], [], [], []);
        (var extra, var most) = (0, 0);
        var began = TimeProvider.System.GetTimestamp();
        for (var poll = 1; poll <= Polls; poll++)
        {
            var changed = await changes.MakeAsync(stop);
            while (TimeProvider.System.GetElapsedTime(began) < Interval * poll)
            {
                await Task.Delay(BetweenLooks, TimeProvider.System, stop);
                Look(poll);
            }

            HashSet<Guid> fast = [.. busy, .. changes.Lately(TimeProvider.System.GetUtcNow() - PollCadence.Lately - PollCadence.Longest - Interval)];
            HashSet<Guid> asFast = [.. PollPlan.Of(rig.Known(), busy, Interval, TimeProvider.System.GetUtcNow()).FastUsers];
            if (!asFast.IsSubsetOf(fast))
                throw new BenchException("Somebody is asked for often for no reason.");
            rig.Requests.Clear();
            await rig.Bare.WriteAsync(rig.Presence.TakeWritten(), stop);
            var start = TimeProvider.System.GetTimestamp();
            var polling = rig.PollAsync(stop);
            while (!polling.IsCompleted)
            {
                Look(poll);
                await Task.WhenAny(polling, Task.Delay(BetweenLooks, TimeProvider.System, stop));
            }

            await polling;
            var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            List<AskedBatch> asked = [.. rig.Requests];
            List<Guid[]> requests = [.. asked.Select(batch => batch.Users)];
            var fastAsked = requests.Sum(request => request.Count(asFast.Contains));
            var slowAsked = requests.Sum(request => request.Length) - fastAsked;
            var ceil = PollCadence.Requests(fastAsked) + PollCadence.Requests(slowAsked);
            var written = rig.Presence.TakeWritten();
            var rows = written.Sum(actions => actions.Count);
            (var asking, var writing) = await rig.Bare.RepeatAsync(asked, written, stop);
            extra = Math.Max(extra, Math.Abs(requests.Count - ceil));
            most = Math.Max(most, requests.Count);
            seconds.Add(took);
            if (fastAsked + slowAsked > rig.Known().Sum(segment => segment.Slots.Count) / 2)
            {
                whole.Add(took / (fastAsked + slowAsked) * SoManyUsers);
                bare.Add((asking + writing) / (fastAsked + slowAsked) * SoManyUsers);
            }

            writes.Add(rows / ((changes.SeenBy(requests) * 1.2) + requests.Count));
            console.Line($"{poll,3}: {took:0.00} s, {requests.Count} requests of {ceil} for {fastAsked} + {slowAsked} users, {rows} rows for {changed} changes; bare {asking:0.00} + {writing:0.00} s");
        }

        return new(seconds.Max(), Statistics.Median(seconds), Statistics.Median(whole), Statistics.Median(bare), extra, most, writes.Max(), Statistics.Percentile(ages, 0.99));

        void Look(int poll)
        {
            // The first one comes after a poll that asked for everybody and ended long after.
            if (poll == 1)
                return;
            var now = TimeProvider.System.GetUtcNow();
            if (PresenceAges.Of(rig.Known(), now, (segment, slot) => busy.Contains(segment.Roster[slot])).P99 is { } age)
                ages.Add(age);
        }
    }

    /// <summary>What a process that has read everything remembers: read once more, into a memory of its own, while nothing else goes on.</summary>
    private static async Task<double> RememberedAsync(PresenceRig rig, CancellationToken stop)
    {
        var before = Held();
        var memory = rig.NewMemory();
        var read = await rig.ReadAsync(memory, stop);
        var remembered = Held() - before;
        GC.KeepAlive(memory);
        return read.Sum(segment => segment.Slots.Count) == rig.Known().Sum(segment => segment.Slots.Count) && remembered > 0
            ? remembered
            : throw new BenchException($"What is remembered could not be measured: {remembered} MB.");
    }

    private static double Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true) / MegaByte;
    }
}

/// <summary>What a trial found.</summary>
/// <param name="LongestSeconds">The longest poll.</param>
/// <param name="MedianSeconds">The usual poll.</param>
/// <param name="SecondsPer10000">Of polls that ask for more than half of all users, for ten thousand users asked for: the middle.</param>
/// <param name="BareSecondsPer10000">The same questions and the same transactions without a poll, for as many.</param>
/// <param name="ExtraRequests">By how many requests a poll differs at most from the fewest for its groups.</param>
/// <param name="MostRequests">The most requests of a poll.</param>
/// <param name="WritesToAllowed">Rows written to 1.2 rows a change and one a request, at worst.</param>
/// <param name="BusyAgeP99">The age of what is known of users in busy services, looked at all the time.</param>
internal sealed record PresenceResult(
    double LongestSeconds, double MedianSeconds, double SecondsPer10000, double BareSecondsPer10000, int ExtraRequests, int MostRequests, double WritesToAllowed, double BusyAgeP99)
{
    /// <summary>Until everybody was known for the first time.</summary>
    public double ColdSeconds { get; init; }

    /// <summary>What a process remembers of the tenant's presence, 10^6 bytes.</summary>
    public double RememberedMegabytes { get; init; }

    /// <summary>The most that this process held, with the simulated Graph and the directory in it.</summary>
    public double PeakMegabytes { get; init; }
}
