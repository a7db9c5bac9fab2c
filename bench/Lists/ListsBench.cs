using System.Globalization;
using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Lists;

/// <summary>
/// How long administrators wait for lists of a large tenant, searched and filtered, while others change its users: the whole
/// app over HTTP.
/// </summary>
internal static class ListsBench
{
    public const string Name = "lists";

    private const int Repetitions = 3;
    private const int Few = 2_000;
    private const int Many = 20_000;
    private const int Services = 1_000;
    private const int Calls = 320;
    private const int PagesEach = 40;

    private static readonly TimeSpan BetweenChanges = TimeSpan.FromSeconds(1.0 / 20);

    public static async Task<BenchReport> RunAsync(BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        using BenchJournal journal = new();
        List<Dictionary<string, double>> turns = [];
        for (int turn = 1; turn <= (options.Repetitions ?? Repetitions); turn++)
        {
            // A store and an app of its own each turn: the first answer of an app is told apart.
            await using LocalEdition edition = await LocalEdition.StartAsync(
                LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1 }, journal, TextWriter.Null, stop);
            Dictionary<string, double> figures = await TurnAsync(edition, stop);
            turns.Add(figures);
            console.Line($"{turn,3}: " + string.Join(", ", figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:0.#}"))));
        }

        return Report(turns);
    }

    internal static BenchReport Report(IReadOnlyList<Dictionary<string, double>> turns)
    {
        OrderedDictionary<string, double> figures = [];
        foreach (string name in turns[0].Keys)
            figures[name] = Statistics.Median(turns.Select(turn => turn[name]));
        return new(
            Name,
            figures,
            [.. figures.Keys.Where(name => name.EndsWith("P99Milliseconds", StringComparison.Ordinal)).Select(name => new BenchTarget(name, Bound.Below, 200))]);
    }

    private static async Task<Dictionary<string, double>> TurnAsync(LocalEdition edition, CancellationToken stop)
    {
        string tenant = edition.Simulator.Tenants[0].Id;
        ListsRig rig = new(edition);
        using HttpClient http = LoopbackHttp.Create(edition.Api);
        http.DefaultRequestHeaders.Authorization = new("Bearer", edition.TokenForUser(tenant, edition.Simulator.Tenants[0].AdminUpn));
        ListsLoad load = new(http, $"v1/tenants/{tenant}/");
        Dictionary<string, double> figures = [];
        await rig.FillServicesAsync(Services, stop);
        await rig.FillUsersAsync(0, Many, stop);
        figures["coldMilliseconds"] = (await load.CallAsync("users?top=50", stop)).Milliseconds;
        figures["coldServicesMilliseconds"] = (await load.CallAsync("services?top=50", stop)).Milliseconds;
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        foreach ((string name, Func<int, string> query) in Queries)
        {
            ListsResult result = await load.RunAsync(Calls, query, stop);
            Console.WriteLine($"{name} {result}");
        }

        return figures;
    }

    private static IReadOnlyDictionary<string, Func<int, string>> Queries { get; } = new OrderedDictionary<string, Func<int, string>>
    {
        ["searchHit"] = number => $"users?search=Surname{number * 61 % Many}",
        ["searchMiss"] = number => $"users?search=nobody{number}",
        ["searchDomain"] = number => $"users?search=@rare.{ListsRig.Domain}",
        ["searchId"] = number => $"users?search={ListsRig.Id(number * 61 % Many)}",
        ["department"] = number => $"users?department=Department%20{number % 40}",
        ["serviceId"] = number => $"users?serviceId={ListsRig.Service(number)}",
        ["services"] = number => $"services?top=50",
    };
}
