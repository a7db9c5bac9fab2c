namespace NimbusFunctions.Tests.RetentionSubjects;

/// <summary>Counts writes, and ends at one.</summary>
internal sealed class Steps
{
    /// <summary>At which write, from 1; null: never.</summary>
    public int? DiesAt { get; init; }

    /// <summary>Whether that write is carried out.</summary>
    public bool AfterCommit { get; init; }

    /// <summary>Before which write it waits; null: none.</summary>
    public int? WaitsAt { get; init; }

    /// <summary>For what it waits there.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    public int Taken { get; private set; }

    public async Task<T> DoAsync<T>(Func<Task<T>> write)
    {
        Taken++;
        if (Taken == WaitsAt)
            await Until;
        if (Taken != DiesAt)
            return await write();
        if (AfterCommit)
            await write();
        throw new Killed();
    }
}

/// <summary>Nobody catches it, as nobody does anything after a kill.</summary>
internal sealed class Killed : Exception;
