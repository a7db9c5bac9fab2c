namespace NimbusFunctions.Bench.Fairness;

/// <summary>What goes on beside the tenants that are well.</summary>
internal enum Situation
{
    /// <summary>Nothing: nobody asks for the others' runs.</summary>
    Alone,

    /// <summary>The others are well too, and have runs of their own.</summary>
    Calm,

    /// <summary>The others' runs hang, are throttled without end, or have no consent.</summary>
    Troubled,
}
