namespace NimbusFunctions.Tasks;

/// <summary>What the tasks capability logs: no content of tasks, no names.</summary>
internal static partial class TasksLog
{
    [LoggerMessage(EventIds.LaneReadFailed, LogLevel.Warning, "The slots could not be read; trying again.")]
    public static partial void LaneReadFailed(this ILogger log, Exception failure);

    [LoggerMessage(EventIds.LaneFailed, LogLevel.Error, "A group of works failed as a whole; nothing of it is written.")]
    public static partial void LaneFailed(this ILogger log, Exception failure);

    [LoggerMessage(EventIds.AftermathFailed, LogLevel.Warning, "{Messages} messages and {Ended} ended tasks are left to the sweep.")]
    public static partial void AftermathFailed(this ILogger log, Exception failure, int messages, int ended);

    [LoggerMessage(EventIds.TasksSwept, LogLevel.Warning, "Tenant {Tenant}: {Count} tasks were ended by the sweep.")]
    public static partial void TasksSwept(this ILogger log, string tenant, int count);

    [LoggerMessage(EventIds.TaskLeftoversFound, LogLevel.Information, "The sweep sees to {Messages} messages and {Ended} ended tasks that were left.")]
    public static partial void TaskLeftoversFound(this ILogger log, int messages, int ended);

    [LoggerMessage(EventIds.SweepPostponed, LogLevel.Warning, "A partition could not be looked at; the next minute tries again.")]
    public static partial void SweepPostponed(this ILogger log, Exception failure);
}
