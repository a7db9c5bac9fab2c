using System.Text.Json.Serialization;

namespace NimbusFunctions.Directory.Removals;

/// <summary>A plan that the guard held: frozen, until somebody approves or rejects it.</summary>
/// <param name="Hash">Names exactly this set of removals.</param>
/// <param name="Created">When it was held.</param>
/// <param name="Run">The run that proved it.</param>
/// <param name="Reasons">Why it is held.</param>
/// <param name="Removals">How many memberships and users it was made of.</param>
/// <param name="Users">How many users would have lost access, by cause.</param>
/// <param name="State">What became of it.</param>
/// <param name="DecidedBy">Who decided last; null: nobody.</param>
/// <param name="DecidedAt">When.</param>
internal sealed record HeldPlan(
    string Hash,
    DateTimeOffset Created,
    string Run,
    IReadOnlyList<HoldReason> Reasons,
    int Removals,
    IReadOnlyDictionary<GuardCause, int> Users,
    HeldPlanState State = HeldPlanState.Held,
    string? DecidedBy = null,
    DateTimeOffset? DecidedAt = null)
{
    /// <summary>Held for nothing but a pause: goes back to the guard when the pause is over.</summary>
    public bool OnlyPaused => Reasons.All(reason => reason.Kind == HoldReason.Paused);
}

/// <summary>What became of a held plan; stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeldPlanState>))]
internal enum HeldPlanState
{
    /// <summary>Some or all of it waits for a decision.</summary>
    Held,

    /// <summary>All that was left of it was approved.</summary>
    Approved,

    /// <summary>All that was left of it was rejected.</summary>
    Rejected,

    /// <summary>The pause that held it is over: the guard judges anew.</summary>
    Released,

    /// <summary>The directory took all of it back before anybody decided.</summary>
    Refuted,
}
