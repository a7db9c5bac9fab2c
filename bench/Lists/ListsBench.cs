using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Lists;

/// <summary>
/// How long administrators wait for lists of a large tenant, searched and filtered, while others change its users: the whole
/// app over HTTP, first with a tenth of the users.
/// </summary>
internal static class ListsBench
{
    public const string Name = "lists";

    public const int Services = 1_000;
    private const int Repetitions = 3;
    private const int Few = 2_000;
    private const int Many = 20_000;

    // A machine that stands still for a moment meets all eight callers: that must not be a hundredth of the calls by itself.
    private const int Calls = 1_000;
    private const int PagesEach = 125;
    private const int FirstCalls = 200;

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromSeconds(1.0 / 20);

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        using BenchJournal journal = new();
        return Report(await BenchTurns.RunAsync(options.Repetitions ?? Repetitions, console, () => TurnAsync(journal, stop)));
    }

    internal static BenchReport Report(IReadOnlyList<Dictionary<string, double>> turns)
    {
        var figures = BenchTurns.Medians(turns);
        return new(
            Name,
            figures,
            [
                .. figures.Keys.Where(name =>
                        name.StartsWith("many", StringComparison.Ordinal) && name.EndsWith("P99Milliseconds", StringComparison.Ordinal) && !name.StartsWith("manyFirst", StringComparison.Ordinal))
                    .Select(name => new BenchTarget(name, Bound.Below, 200)),
                new("changeSeenSeconds", Bound.AtMost, 5),
            ]);
    }

    /// <summary>A store and an app of its own each turn and size: an app's first answer is told apart.</summary>
    private static async Task<Dictionary<string, double>> TurnAsync(BenchJournal journal, CancellationToken stop)
    {
        Dictionary<string, double> figures = [];
        foreach ((var size, var users) in new[] { ("few", Few), ("many", Many) })
        {
            await using var edition = await LocalEdition.StartAsync(
                LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1 }, journal, TextWriter.Null, stop);
            await MeasureAsync(edition, size, users, figures, stop);
        }

        figures["searchMissGrowth"] = Statistics.Ratio(figures["manySearchMissMedianMilliseconds"], figures["fewSearchMissMedianMilliseconds"]);
        figures["pagesGrowth"] = Statistics.Ratio(figures["manyPagesMedianMilliseconds"], figures["fewPagesMedianMilliseconds"]);
        return figures;
    }

    private static async Task MeasureAsync(LocalEdition edition, string size, int users, Dictionary<string, double> figures, CancellationToken stop)
    {
        var tenant = edition.Simulator.Tenants[0].Id;
        ListsRig rig = new(edition, users);
        using var http = LoopbackHttp.Create(edition.Api);
        http.DefaultRequestHeaders.Authorization = new("Bearer", edition.TokenForUser(tenant, edition.Simulator.Tenants[0].AdminUpn));
        ListsLoad load = new(http, $"v1/tenants/{tenant}/");
        await rig.FillAsync(stop);
        figures[$"{size}ColdMilliseconds"] = (await load.CallAsync("users", stop)).Milliseconds;
        figures[$"{size}ColdServicesMilliseconds"] = (await load.CallAsync("services?top=50", stop)).Milliseconds;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var changing = ChangeAsync(rig, over.Token);
        var began = TimeProvider.System.GetTimestamp();
        // A fresh process compiles what it is asked for the first times; the target is about one that runs.
        Add("first", await load.RunAsync(FirstCalls, call => ListsQueries.All(users).GetAt(call % ListsQueries.All(users).Count).Value(call), stop));
        // So long after twenty thousand users were written, each look for changes reads them again: a day like no other.
        await Task.Delay(UserListReading.Overlap + Margin, TimeProvider.System, stop);
        figures[$"{size}AfterAPauseMilliseconds"] = (await load.CallAsync("users", stop)).Milliseconds;
        foreach ((var name, var query) in ListsQueries.All(users))
            Add(name, await load.RunAsync(Calls, query, stop));
        Add("pages", await load.PageAsync("users?top=50", PagesEach, stop));
        Add("pagesByName", await load.PageAsync("users?top=50&orderBy=displayName", PagesEach, stop));
        Add("servicePages", await load.PageAsync("services?top=50", PagesEach, stop));
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        if (users == Many)
            figures["changeSeenSeconds"] = await SeenAsync(rig, load, stop);
        await over.CancelAsync();
        figures[$"{size}ChangesPerSecond"] = await changing / seconds;
        if (users == Many)
            figures["bytesPerUser"] = await rig.BytesPerUserAsync(stop);

        void Add(string name, ListsResult result)
        {
            var of = size + char.ToUpperInvariant(name[0]) + name[1..];
            (figures[$"{of}MedianMilliseconds"], figures[$"{of}P95Milliseconds"], figures[$"{of}P99Milliseconds"]) = (result.Median, result.P95, result.P99);
        }
    }

    /// <summary>Changes users at a rate of its own until it is over.</summary>
    /// <returns>How many.</returns>
    private static async Task<int> ChangeAsync(ListsRig rig, CancellationToken over)
    {
        var made = 0;
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            for (; ; made++)
            {
                var early = (BetweenChanges * made) - TimeProvider.System.GetElapsedTime(began);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, TimeProvider.System, over);
                await rig.ChangeAsync(made * 7_919, $"Changed {made}", over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return made;
        }
    }

    /// <summary>How long it takes at most until the list shows what another process wrote, and until it shows no more whom another removed.</summary>
    private static async Task<double> SeenAsync(ListsRig rig, ListsLoad load, CancellationToken stop)
    {
        double longest = 0;
        for (var user = 0; user < 5; user++)
        {
            var text = $"Seen {Guid.NewGuid()}";
            await rig.ChangeAsync(user, text, stop);
            longest = Math.Max(longest, await UntilAsync($"users?department={Uri.EscapeDataString(text)}", 1));
            await rig.RemoveAsync(user, stop);
            longest = Math.Max(longest, await UntilAsync($"users?id={ListsRig.Id(user)}", 0));
        }

        return longest;

        async Task<double> UntilAsync(string query, int count)
        {
            var began = TimeProvider.System.GetTimestamp();
            while ((await load.CallAsync(query, stop)).Answer.GetProperty("value").GetArrayLength() != count)
                await Task.Delay(BetweenChanges, TimeProvider.System, stop);
            return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        }
    }
}
