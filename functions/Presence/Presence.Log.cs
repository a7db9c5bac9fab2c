using NimbusFunctions.Graph;

namespace NimbusFunctions.Presence;

internal static partial class PresenceLog
{
    [LoggerMessage(EventIds.PollFailed, LogLevel.Warning, "A poll of presence of {Tenant} failed.")]
    public static partial void PollFailed(this ILogger log, Exception failure, string tenant);

    [LoggerMessage(EventIds.PollOvertaken, LogLevel.Warning, "A poll of presence of {Tenant} took longer than it may; another has begun.")]
    public static partial void PollOvertaken(this ILogger log, string tenant);

    [LoggerMessage(EventIds.PresenceFailing, LogLevel.Warning, "Polls of presence of {Tenant} have failed {Failures} times since {Since} ({Trouble}); the next is due {NextDue}.")]
    public static partial void PresenceFailing(this ILogger log, string tenant, int failures, DateTimeOffset since, GraphTrouble? trouble, DateTimeOffset nextDue);

    [LoggerMessage(EventIds.PresenceRecovered, LogLevel.Information, "Polls of presence of {Tenant} succeed again after {Failures} that failed since {Since}.")]
    public static partial void PresenceRecovered(this ILogger log, string tenant, int failures, DateTimeOffset since);

    [LoggerMessage(EventIds.BatchFailed, LogLevel.Information, "Graph did not say who of {Tenant} is present: {Trouble}.")]
    public static partial void BatchFailed(this ILogger log, Exception failure, string tenant, GraphTrouble? trouble);

    [LoggerMessage(EventIds.PollNotQueued, LogLevel.Warning, "The poll of presence of {Tenant} could not be queued.")]
    public static partial void PollNotQueued(this ILogger log, Exception failure, string tenant);

    [LoggerMessage(EventIds.TrackedUsersNotRead, LogLevel.Warning, "Whose presence {Tenant} needs could not be read.")]
    public static partial void TrackedUsersNotRead(this ILogger log, Exception failure, string tenant);

    [LoggerMessage(EventIds.BusyServicesNotRead, LogLevel.Warning, "Which services of {Tenant} are busy could not be read.")]
    public static partial void BusyServicesNotRead(this ILogger log, Exception failure, string tenant);

    [LoggerMessage(EventIds.SegmentContended, LogLevel.Warning, "Segment {Segment} of the presence of {Tenant} could not be written.")]
    public static partial void SegmentContended(this ILogger log, string tenant, int segment);

    [LoggerMessage(EventIds.FollowerFailed, LogLevel.Error, "{Changes} changes of presence of {Tenant} are stored and were not followed.")]
    public static partial void FollowerFailed(this ILogger log, Exception failure, string tenant, int changes);
}
