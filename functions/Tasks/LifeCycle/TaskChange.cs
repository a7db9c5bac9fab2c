namespace NimbusFunctions.Tasks.LifeCycle;

/// <summary>What is to become of a task.</summary>
internal abstract record TaskChange
{
    private TaskChange()
    {
    }

    /// <summary>It goes on as this.</summary>
    /// <param name="Task">The task from now on.</param>
    /// <param name="Dispatched">It goes to the engine now.</param>
    public sealed record To(ContactTask Task, bool Dispatched = false) : TaskChange;

    /// <summary>It ends; its slot is free.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="At">When.</param>
    /// <param name="By">Who did it, for the ledger; null: it came to its own end.</param>
    public sealed record Ended(string Reason, DateTimeOffset At, string? By = null) : TaskChange;

    /// <summary>It stays as it is: the event came late or twice.</summary>
    public sealed record None : TaskChange;

    /// <summary>It may not become that.</summary>
    public sealed record Refused(string Reason) : TaskChange;
}

/// <summary>What became of it.</summary>
internal abstract record ChangeAnswer
{
    private ChangeAnswer()
    {
    }

    /// <summary>It is stored.</summary>
    public sealed record Changed(ContactTask Task) : ChangeAnswer;

    /// <summary>Nothing was to be stored.</summary>
    public sealed record Unchanged(ContactTask Task) : ChangeAnswer;

    /// <summary>It had ended before.</summary>
    public sealed record Over(ContactTask Task) : ChangeAnswer;

    /// <summary>There is no such task, or it ended a while ago.</summary>
    public sealed record NotFound : ChangeAnswer;

    /// <summary>It may not become that, and why.</summary>
    public sealed record Refused(string Reason) : ChangeAnswer;
}
