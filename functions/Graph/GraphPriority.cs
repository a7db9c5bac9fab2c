namespace NimbusFunctions.Graph;

/// <summary>Whom Graph throttles first, sent as <c>x-ms-throttle-priority</c> (Graph: "Throttling limits", identity and access).</summary>
internal enum GraphPriority
{
    /// <summary>A sync that somebody may wait for.</summary>
    Normal,

    /// <summary>An audit: whatever else the tenant does with Graph comes before it.</summary>
    Low,
}
