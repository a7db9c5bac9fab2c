namespace NimbusFunctions.Tasks.Lanes;

/// <summary>The store could not decide in time; nothing was written.</summary>
internal sealed class LaneBusyException() : Exception("The store could not decide in time; nothing was written.")
{
    /// <summary>When to try again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
}
