namespace NimbusFunctions.Retention.Purge;

/// <summary>Why a slice of a purge ended.</summary>
internal enum PurgeStop
{
    /// <summary>All that was over is gone, but for what is held.</summary>
    Done,

    /// <summary>The slice's time is over; the next one goes on.</summary>
    TimeOver,

    /// <summary>What stands before the data has changed: the next purge plans anew.</summary>
    GuardsChanged,

    /// <summary>Somebody else purges the same rows.</summary>
    Overtaken,
}
