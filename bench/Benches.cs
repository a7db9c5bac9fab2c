using NimbusFunctions.Bench.Admission;
using NimbusFunctions.Bench.Callbacks;
using NimbusFunctions.Bench.ColdStart;
using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Bench.Fairness;
using NimbusFunctions.Bench.Lists;
using NimbusFunctions.Bench.Neighbours;
using NimbusFunctions.Bench.Presence;
using NimbusFunctions.Bench.Purge;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Bench.Soak;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench;

/// <summary>Which benches there are, by the name on the command line.</summary>
internal static class Benches
{
    public static IReadOnlyDictionary<string, Func<BenchOptions, LocalConsole, CancellationToken, Task<BenchReport>>> All { get; } =
        new SortedDictionary<string, Func<BenchOptions, LocalConsole, CancellationToken, Task<BenchReport>>>(StringComparer.Ordinal)
        {
            [AdmissionBench.Name] = AdmissionBench.RunAsync,
            [CallbacksBench.Name] = CallbacksBench.RunAsync,
            [ColdStartBench.Name] = ColdStartBench.RunAsync,
            [DirectoryBench.Name] = DirectoryBench.RunAsync,
            [FairnessBench.Name] = FairnessBench.RunAsync,
            [ListsBench.Name] = ListsBench.RunAsync,
            [NeighboursBench.Name] = NeighboursBench.RunAsync,
            [PresenceBench.Name] = PresenceBench.RunAsync,
            [PurgeBench.Name] = PurgeBench.RunAsync,
            [SoakBench.Name] = SoakBench.RunAsync,
        };
}
