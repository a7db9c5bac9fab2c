using System.Globalization;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Report;

/// <summary>Measures that are taken several times; each figure is told by its median.</summary>
internal static class BenchTurns
{
    /// <param name="count">How many turns.</param>
    /// <param name="console">Is told the figures of each.</param>
    /// <param name="turn">Measures once.</param>
    public static async Task<IReadOnlyList<Dictionary<string, double>>> RunAsync(int count, LocalConsole console, Func<Task<Dictionary<string, double>>> turn)
    {
        List<Dictionary<string, double>> turns = [];
        for (var number = 1; number <= count; number++)
        {
            var figures = await turn();
            turns.Add(figures);
            console.Line($"{number,3}: " + string.Join(", ", figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:0.###}"))));
        }

        return turns;
    }

    /// <summary>The medians, in the order of the first turn's figures.</summary>
    public static OrderedDictionary<string, double> Medians(IReadOnlyList<Dictionary<string, double>> turns)
    {
        OrderedDictionary<string, double> figures = [];
        foreach (var name in turns[0].Keys)
            figures[name] = Statistics.Median(turns.Select(turn => turn[name]));
        return figures;
    }
}
