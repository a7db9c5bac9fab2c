using System.Text.Json.Serialization;
using NimbusFunctions.Access;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>A letter as callers get it.</summary>
/// <param name="Id">Names it in addresses; opaque.</param>
/// <param name="Tenant">Whose it is; null: of no tenant.</param>
/// <param name="Attempts">How often it was tried, at least 1; of a replay, since then.</param>
/// <param name="Replays">How often it was sent again and failed again.</param>
/// <param name="TraceId">The trace of the last attempt; null: none.</param>
/// <param name="Bytes">How long the body is; null: not known of an old letter.</param>
/// <param name="CanReplay">Whether it can be sent again.</param>
/// <param name="Obstacle">What stands against that; null: nothing.</param>
/// <param name="Replaying">Since when somebody sends it again, who may have died over it; null: nobody does.</param>
/// <param name="Replayed">When it was sent again, where a legal hold or a pause keeps it; null: it was not.</param>
/// <param name="Body">The message, where a single letter is asked for; asterisks where the caller may not see it.</param>
internal sealed record DeadLetterAnswer(
    string Id,
    string? Tenant,
    string Queue,
    string? SessionId,
    string Reason,
    int Attempts,
    int Replays,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    string? TraceId,
    int? Bytes,
    bool CanReplay,
    ReplayObstacle? Obstacle,
    DateTimeOffset? Replaying,
    DateTimeOffset? Replayed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Body = null)
{
    /// <param name="row">The letter.</param>
    /// <param name="isThere">Whether its tenant is there.</param>
    public static DeadLetterAnswer Of(DeadLetterRow row, bool isThere)
    {
        var obstacle = ReplayDecision.Of(row, isThere);
        return new(
            row.Place.Id,
            row.Place.Owner == DeadLetterStore.NoTenant ? null : row.Place.Owner,
            row.Letter.Queue,
            row.Letter.SessionId,
            row.Letter.Reason,
            row.Letter.Attempts,
            row.Letter.Replays,
            row.Letter.FirstSeen,
            row.Letter.LastSeen,
            row.Letter.TraceId,
            row.Bytes,
            obstacle == ReplayObstacle.None,
            obstacle == ReplayObstacle.None ? null : obstacle,
            row.Replaying,
            row.Replayed);
    }

    /// <summary>With what the message says. It may be of users and of customers: whoever may not see one of them sees nothing.</summary>
    public DeadLetterAnswer WithBody(string body, Masks masks) => this with { Body = masks.Users || masks.Customers ? Masks.Asterisks : body };
}
