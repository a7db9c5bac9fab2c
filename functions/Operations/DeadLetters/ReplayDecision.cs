using System.Collections.Frozen;
using System.Text.Json.Serialization;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Arrivals;
using NimbusFunctions.Tasks.Events;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>What stands against sending a letter again: a pure decision.</summary>
internal static class ReplayDecision
{
    /// <summary>The queues that there are, and whether a message of it needs a session.</summary>
    public static FrozenDictionary<string, bool> Queues { get; } = new Dictionary<string, bool>
    {
        [SyncScheduler.Queue] = true,
        [ArrivalMessage.Queue] = false,
        [TaskEvent.Queue] = false,
        [PresenceScheduler.Queue] = false,
        [PurgeScheduler.Queue] = false,
        [LicenceChangeRun.Queue] = true,
        [CallbackMessage.Queue] = false,
        // Others read it; whatever brings a letter of it here, it goes back to them.
        [Dispatch.Queue] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="row">The letter.</param>
    /// <param name="isThere">Whether the tenant that it belongs to is there; of a letter that belongs to none: true.</param>
    public static ReplayObstacle Of(DeadLetterRow row, bool isThere) => row switch
    {
        { Replayed: not null } => ReplayObstacle.Replayed,
        _ when !isThere => ReplayObstacle.TenantEnded,
        _ when !Queues.TryGetValue(row.Letter.Queue, out _) => ReplayObstacle.QueueUnknown,
        { Letter.SessionId: null } when Queues[row.Letter.Queue] => ReplayObstacle.SessionMissing,
        _ => ReplayObstacle.None,
    };
}

/// <summary>Why a letter cannot be sent again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayObstacle>))]
internal enum ReplayObstacle
{
    None,

    /// <summary>It was sent again already; a legal hold alone keeps it.</summary>
    Replayed,

    /// <summary>Its tenant was off-boarded: nothing of it is brought back.</summary>
    TenantEnded,

    /// <summary>There is no such queue any more.</summary>
    QueueUnknown,

    /// <summary>Its queue takes no message without a session.</summary>
    SessionMissing,
}
