namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>What a run of the sync took.</summary>
/// <param name="Seconds">From its start to its end, as the run itself says.</param>
/// <param name="Requests">What Graph was asked, items of batches one by one.</param>
/// <param name="PeakMegabytes">The most memory that the app's process held meanwhile (resident, 10^6 bytes).</param>
internal sealed record SyncCost(double Seconds, double Requests, double PeakMegabytes);
