namespace NimbusFunctions.Tasks.LifeCycle;

/// <summary>Why a task ended, where nobody outside said so. Engines give reasons of their own.</summary>
internal static class CompletionReasons
{
    /// <summary>Nothing was heard of it for longer than its lease: a stuck task.</summary>
    public const string LeaseOver = "LeaseOver";

    /// <summary>It arrived over the cap and no slot came free in time.</summary>
    public const string HeldTooLong = "HeldTooLong";

    /// <summary>It waited longer for a user than it may; the product's words.</summary>
    public const string LimitReached = "Limit Reached";

    /// <summary>The engine said that it is over, and not why.</summary>
    public const string Completed = "Completed";

    /// <summary>Somebody who may do so ended it.</summary>
    public const string Cancelled = "Cancelled";
}
