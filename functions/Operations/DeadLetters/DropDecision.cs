using Azure.Data.Tables;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>Whether a letter may be removed by hand: a pure decision. What stands before a purge stands before people too.</summary>
internal static class DropDecision
{
    /// <summary>Whoever sends a letter again does so within this, or has died over it.</summary>
    public static readonly TimeSpan ReplayTakes = TimeSpan.FromMinutes(1);

    /// <returns><see cref="LetterOutcome.Dropped"/>: it may; else what stands against it.</returns>
    public static LetterOutcome Of(DeadLetterRow row, TableEntity stored, GuardView guards, DateTimeOffset now)
    {
        if (guards.IsNamedIn(stored))
            return LetterOutcome.LegalHold;
        if (guards.IsPaused)
            return LetterOutcome.PurgesPaused;
        return row is { Replayed: null, Replaying: { } begun } && now - begun < ReplayTakes ? LetterOutcome.BeingReplayed : LetterOutcome.Dropped;
    }
}
