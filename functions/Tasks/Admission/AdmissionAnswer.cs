namespace NimbusFunctions.Tasks.Admission;

/// <summary>What a flow is told of the task that it posted.</summary>
internal abstract record AdmissionAnswer
{
    private AdmissionAnswer()
    {
    }

    /// <summary>It is stored and has a slot.</summary>
    /// <param name="Answer">The answer as JSON: of the first time, where the key is known.</param>
    /// <param name="IsRepeated">The same was posted before.</param>
    public sealed record Admitted(string Answer, bool IsRepeated) : AdmissionAnswer;

    /// <summary>It would be admitted; nothing is stored, because nobody asked for more.</summary>
    public sealed record WouldAdmit(int Limit, int InUse) : AdmissionAnswer;

    /// <summary>The cap is reached.</summary>
    /// <param name="Limit">The cap.</param>
    /// <param name="InUse">How many have a slot.</param>
    /// <param name="OldestHeldSince">Since when the oldest one waits, where any does.</param>
    public sealed record LimitReached(int Limit, int InUse, DateTimeOffset? OldestHeldSince) : AdmissionAnswer;

    /// <summary>The key was used for something else.</summary>
    public sealed record KeyUsedOtherwise : AdmissionAnswer;

    /// <summary>The same is being stored right now.</summary>
    public sealed record KeyInFlight : AdmissionAnswer;
}
