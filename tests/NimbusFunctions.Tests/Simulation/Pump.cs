using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// One thread on which everything happens. Whoever wants to do something waits for a turn; the seed says whose turn
/// it is, and time goes on when nobody waits. There is no synchronization context, so what awaits goes on right here.
/// </summary>
internal sealed class Pump(SeededRandom random, ManualTimeProvider time)
{
    private const int MostTurns = 400_000;

    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly List<(TaskCompletionSource Turn, Func<bool> Alive)> waiting = [];

    /// <summary>How far the clock goes with every turn; zero: it stands still while anybody can go on.</summary>
    public TimeSpan Creep { get; set; }

    public int Turns { get; private set; }

    /// <summary>Waits for a turn; for ever, where nobody is alive to take it.</summary>
    public Task TurnAsync(Func<bool> alive)
    {
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException("The code went on on another thread; the simulation would not be repeatable.");
        // Whoever waits goes on inside SetResult, on the pump's thread.
        var turn = new TaskCompletionSource();
        waiting.Add((turn, alive));
        return turn.Task;
    }

    public void RunUntil(Task goal)
    {
        while (!goal.IsCompleted)
        {
            if (++Turns > MostTurns)
                throw new InvalidOperationException($"No end after {MostTurns} turns.");
            if (waiting.Count > 0)
                TakeTurn();
            else if (time.NextDue is { } due)
                time.Advance(due > time.GetUtcNow() ? due - time.GetUtcNow() : TimeSpan.Zero);
            else
                throw new InvalidOperationException("Nobody can go on, and no timer is set.");
        }

        goal.GetAwaiter().GetResult();
    }

    private void TakeTurn()
    {
        var index = random.Below(waiting.Count);
        var (turn, alive) = waiting[index];
        waiting.RemoveAt(index);
        if (!alive())
            return;
        time.Advance(Creep);
        turn.SetResult();
    }
}
