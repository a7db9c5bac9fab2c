namespace NimbusFunctions.Tasks.Lanes;

/// <summary>Says what is in force for a partition, never older than a few seconds.</summary>
/// <param name="partition">The partition.</param>
/// <param name="atLeast">A revision that somebody has acted on: an older one is not in force any more.</param>
/// <param name="cancellation">Ends the reading.</param>
internal delegate ValueTask<LaneLimits> LimitsReader(TaskPartition partition, long atLeast, CancellationToken cancellation);
