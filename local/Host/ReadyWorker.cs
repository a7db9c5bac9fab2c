namespace NimbusFunctions.Local.Host;

/// <summary>A process of the app that is ready. All processes of one host have the same address.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Address">Where it listens.</param>
internal sealed record ReadyWorker(int ProcessId, Uri Address);
