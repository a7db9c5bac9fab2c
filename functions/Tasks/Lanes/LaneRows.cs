namespace NimbusFunctions.Tasks.Lanes;

/// <summary>The kinds of rows in a partition of <c>Tasks</c>, beside <c>slots</c>. The first letters set them apart.</summary>
internal static class LaneRows
{
    /// <summary>A task.</summary>
    public const string TaskPrefix = "t|";

    /// <summary>An idempotency key.</summary>
    public const string KeyPrefix = "k|";

    /// <summary>An arrival that waits for a slot, in order.</summary>
    public const string HeldPrefix = "w|";

    /// <summary>An arrival that was sent back, in order.</summary>
    public const string SentBackPrefix = "b|";

    /// <summary>A message that is to be sent.</summary>
    public const string OutboxPrefix = "o|";

    /// <summary>The end of a range of keys that begin with a prefix.</summary>
    public static string End(string prefix) => prefix[..^1] + "}";
}
