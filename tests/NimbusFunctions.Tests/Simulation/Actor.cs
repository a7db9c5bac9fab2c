using Azure;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// One process. Everything that it does with its neighbours is one operation: it waits for its turn, may go wrong, and
/// may be the last.
/// </summary>
internal abstract class Actor(IStage stage, string name)
{
    // Azure.Core: NetworkTimeout.
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(100);

    private const int LatestArrivalMilliseconds = 40_000;
    private const int GivenUpAfterMilliseconds = 2_000;

    public string Name { get; } = name;

    /// <summary>The clock of this process.</summary>
    public abstract TimeProvider Time { get; }

    public bool Alive { get; private set; } = true;

    /// <summary>Nothing goes wrong for this one.</summary>
    public bool Reliable { get; init; }

    /// <summary>After so many more operations the process is killed; null: never.</summary>
    public int? OperationsLeft { get; set; }

    /// <summary>What the process is killed at when it next does it, as it begins; null: nothing.</summary>
    public string? LastStep { get; set; }

    /// <summary>Does something with the store or the queue.</summary>
    /// <param name="what">For the trace.</param>
    /// <param name="writes">Whether it changes anything.</param>
    /// <param name="work">What to do; it completes at once.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<T> DoAsync<T>(string what, bool writes, Func<Task<T>> work, CancellationToken cancellation)
    {
        if (await TurnAsync(what, cancellation))
        {
            if (writes && stage.Chances.Chance(0.5))
                await work();
            return await DieAsync<T>(what);
        }

        var fault = Reliable ? StoreFault.None : stage.StoreFault(writes);
        if (fault != StoreFault.None)
            stage.Met.Add(Encounters.Of(fault));
        if (fault != StoreFault.None)
            stage.Trace.Add($"{Name} {what}: {fault}");
        else if (writes)
            stage.Trace.Add($"{Name} {what}");
        switch (fault)
        {
            case StoreFault.Refused:
                throw new RequestFailedException(503, "The server is busy.", "ServerBusy", null);
            case StoreFault.LostAnswer:
                await work();
                throw new RequestFailedException(500, "The operation timed out.", "OperationTimedOut", null);
            case StoreFault.DoneTwice:
                await work();
                return await work();
            case StoreFault.Hang or StoreFault.HangAfter or StoreFault.Late:
                if (fault == StoreFault.HangAfter)
                    await work();
                if (fault == StoreFault.Late)
                    _ = LateAsync(what, work);
                await Waits.DelayAsync(ClientTimeout, Time, cancellation);
                throw new RequestFailedException(0, "The operation was canceled because it exceeded the configured timeout.", null, null);
            default:
                return await work();
        }
    }

    // Some time, or right when a caller of two seconds' patience has given up and looks what became of it.
    private int Lateness() => stage.Chances.Chance(0.3) ? stage.Chances.Below(LatestArrivalMilliseconds) : GivenUpAfterMilliseconds + stage.Chances.Below(100);

    /// <summary>The store does it whether or not anybody still asks, alive or not.</summary>
    private async Task LateAsync<T>(string what, Func<Task<T>> work)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Lateness()), stage.Time, CancellationToken.None);
        stage.Trace.Add($"{Name} {what}: arrives");
        try
        {
            await work();
        }
        catch (RequestFailedException)
        {
            // Nobody is there to be told.
        }
    }

    /// <returns>Whether it is the last one.</returns>
    protected async Task<bool> TurnAsync(string what, CancellationToken cancellation)
    {
        await stage.Pump.TurnAsync(() => Alive);
        if (cancellation.IsCancellationRequested)
            stage.Trace.Add($"{Name} {what}: cancelled");
        cancellation.ThrowIfCancellationRequested();
        return (OperationsLeft is { } left && (OperationsLeft = left - 1) == 0)
            || (LastStep is { } step && what.StartsWith(step, StringComparison.Ordinal));
    }

    /// <summary>A killed process hears no answer and runs nothing any more, no handler of an error either.</summary>
    protected Task<T> DieAsync<T>(string what)
    {
        Alive = false;
        stage.Met.Add(Encounters.Kill(what));
        stage.Trace.Add($"{Name} is killed at {what}");
        stage.Died(this);
        return new TaskCompletionSource<T>().Task;
    }
}
