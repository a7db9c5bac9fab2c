namespace NimbusFunctions.Local.Azurite;

/// <summary>How a start of the emulator went.</summary>
internal enum AzuriteStart
{
    /// <summary>It answers.</summary>
    Ready,

    /// <summary>Somebody else listens on the port.</summary>
    PortTaken,

    /// <summary>The process ended.</summary>
    Failed,

    /// <summary>It runs, and does not answer.</summary>
    TimedOut,
}
