using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>What a caller names a post by, so that it can be sent again without harm.</summary>
/// <param name="Name">A hash of what the caller chose.</param>
/// <param name="Payload">A hash of what is posted: the same key with another payload is a mistake.</param>
internal sealed record IdempotencyKey(string Name, string Payload)
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public static IdempotencyKey Of(string name, string payload) => new(StableHash.Hex(name), StableHash.Hex(payload));
}
