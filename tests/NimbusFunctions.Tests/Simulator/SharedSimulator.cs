namespace NimbusFunctions.Tests.Simulator;

/// <summary>One quiet simulator for all tests of a class that leave it as they find it.</summary>
public sealed class SharedSimulator : IAsyncLifetime
{
    internal SimulatorBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bench = await SimulatorBench.StartAsync();

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
