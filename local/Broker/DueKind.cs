namespace NimbusFunctions.Local.Broker;

/// <summary>What the passing of time does.</summary>
internal enum DueKind
{
    /// <summary>A scheduled message turns readable.</summary>
    Activate,

    /// <summary>A message's time to live ends.</summary>
    Expire,

    /// <summary>A message's lock ends.</summary>
    Unlock,

    /// <summary>A session's lock ends.</summary>
    UnlockSession,
}
