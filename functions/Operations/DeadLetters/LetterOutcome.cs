using System.Text.Json.Serialization;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>What became of a letter that somebody wanted to replay or to drop.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LetterOutcome>))]
internal enum LetterOutcome
{
    /// <summary>Its message is in the queue again.</summary>
    Replayed,

    /// <summary>It is gone.</summary>
    Dropped,

    /// <summary>It was not there any more: somebody else, or the purge, was first.</summary>
    Gone,

    /// <summary>Somebody is sending it again at this moment.</summary>
    BeingReplayed,

    /// <summary>It was sent again before, and stays for a legal hold.</summary>
    AlreadyReplayed,

    /// <summary>Its tenant was off-boarded.</summary>
    TenantEnded,

    /// <summary>There is no such queue any more.</summary>
    QueueUnknown,

    /// <summary>Its queue takes no message without a session.</summary>
    SessionMissing,

    /// <summary>It names somebody under a legal hold.</summary>
    LegalHold,

    /// <summary>Somebody stopped all removals of the tenant's data, or of everybody's.</summary>
    PurgesPaused,

    /// <summary>The queue did not take it; the letter stays.</summary>
    QueueSilent,

    /// <summary>Of many: the others took all the time there is for a call; the letter stays.</summary>
    OutOfTime,
}
