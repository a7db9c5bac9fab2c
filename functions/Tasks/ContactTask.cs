using System.Text.Json.Serialization;

namespace NimbusFunctions.Tasks;

/// <summary>A task of a service, from its creation to its end.</summary>
/// <param name="Id">Opaque; 32 hexadecimal digits.</param>
/// <param name="ServiceId">The service.</param>
/// <param name="Modality">The modality.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Created">When it was posted, or when it arrived.</param>
/// <param name="StateSince">Since when it stands there.</param>
/// <param name="Content">What was posted, as JSON: at most <see cref="LongestContent"/> characters.</param>
internal sealed record ContactTask(
    string Id,
    string ServiceId,
    Modality Modality,
    TaskState State,
    DateTimeOffset Created,
    DateTimeOffset StateSince,
    string Content)
{
    /// <summary>A column takes 64 KiB, that is 32 Ki characters (Tables: "Understanding the Table service data model").</summary>
    public const int LongestContent = 24_000;

    /// <summary>Who created it, as in the audit; null: it arrived.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The caller's own name for it.</summary>
    public string? ClientReference { get; init; }

    /// <summary>When a scheduled one is due.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>How long it may keep its slot, from when it is due or was last heard of.</summary>
    public TimeSpan Lease { get; init; }

    /// <summary>The time of the last event that counted: older ones come too late.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>Whom it is offered to, or who works on it or did at the end; null: nobody that the engine named.</summary>
    public string? UserId { get; init; }

    /// <summary>How many attempts to reach somebody have failed.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>Why it ended; null before.</summary>
    public string? CompletionReason { get; init; }

    /// <summary>Who ended it, where that was nobody outside: it is written into the ledger.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Whether the user has no time for another task.</summary>
    [JsonIgnore]
    public bool IsWithUser => UserId is not null && State is (TaskState.Offered or TaskState.Connected or TaskState.InAfterWork);

    [JsonIgnore]
    public bool IsOver => State == TaskState.Terminated;

    /// <summary>The task after its end.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="at">When.</param>
    /// <param name="by">Who did it, for the ledger; null: it came to its own end.</param>
    public ContactTask End(string reason, DateTimeOffset at, string? by = null) =>
        this with { State = TaskState.Terminated, StateSince = at, CompletionReason = reason, EndedBy = by };
}
