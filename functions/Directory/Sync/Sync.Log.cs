namespace NimbusFunctions.Directory.Sync;

internal static partial class SyncLog
{
    [LoggerMessage(EventIds.SyncQueued, LogLevel.Information, "Queued run {Sequence} of tenant {Tenant}.")]
    public static partial void SyncQueued(this ILogger log, string tenant, long sequence);

    [LoggerMessage(EventIds.SyncSliceEnded, LogLevel.Information,
        "Tenant {Tenant}: slice {Slice} of {Kind} run {Run} ended {Ending}: {Added} added, {Updated} updated, {Left} left, {SoftDeleted} soft-deleted, {Deleted} deleted, {Restored} restored, {Unsettled} unsettled.")]
    public static partial void SyncSliceEnded(
        this ILogger log, string tenant, int slice, string kind, string run, string ending,
        int added, int updated, int left, int softDeleted, int deleted, int restored, int unsettled);

    [LoggerMessage(EventIds.SyncSliceFailed, LogLevel.Warning, "Tenant {Tenant}: run {Run} ended early: {Problem}.")]
    public static partial void SyncSliceFailed(this ILogger log, string tenant, string run, string problem);

    [LoggerMessage(EventIds.SyncResync, LogLevel.Warning, "Tenant {Tenant}: Graph no longer knows the change token (status {Status}); comparing everything.")]
    public static partial void SyncResync(this ILogger log, string tenant, int status);

    [LoggerMessage(EventIds.SyncLeaseLost, LogLevel.Information, "Tenant {Tenant}: another instance took it over.")]
    public static partial void SyncLeaseLost(this ILogger log, string tenant);

    [LoggerMessage(EventIds.SyncTenantRemoved, LogLevel.Information, "Tenant {Tenant} was taken away while it was worked on; its sync stops.")]
    public static partial void SyncTenantRemoved(this ILogger log, string tenant);

    [LoggerMessage(EventIds.SyncUserRestored, LogLevel.Information, "Tenant {Tenant}: a user came back from the directory's bin.")]
    public static partial void SyncUserRestored(this ILogger log, string tenant);

    [LoggerMessage(EventIds.SyncUnknownTruth, LogLevel.Warning, "Tenant {Tenant}: the directory did not say ({Reason}); left as it is.")]
    public static partial void SyncUnknownTruth(this ILogger log, string tenant, string reason);

    [LoggerMessage(EventIds.SyncFailing, LogLevel.Warning,
        "Tenant {Tenant}: {Failures} runs in a row failed since {Since} (quarantine: {Quarantine}); the next is due {Next}. {Reason}")]
    public static partial void SyncFailing(
        this ILogger log, string tenant, int failures, DateTimeOffset since, bool quarantine, DateTimeOffset next, string reason);

    [LoggerMessage(EventIds.SyncRecovered, LogLevel.Warning, "Tenant {Tenant}: runs succeed again, after {Failures} that failed since {Since}.")]
    public static partial void SyncRecovered(this ILogger log, string tenant, int failures, DateTimeOffset since);

    [LoggerMessage(EventIds.AuditFoundNothing, LogLevel.Information, "Tenant {Tenant}: the audit of run {Run} found no drift.")]
    public static partial void AuditFoundNothing(this ILogger log, string tenant, string run);

    [LoggerMessage(EventIds.AuditMended, LogLevel.Warning,
        "Tenant {Tenant}: the audit of run {Run} found drift: {Added} added, {Updated} updated, {Left} left, {SoftDeleted} soft-deleted, {Deleted} deleted, {Restored} restored, {Held} held.")]
    public static partial void AuditMended(
        this ILogger log, string tenant, string run, int added, int updated, int left, int softDeleted, int deleted, int restored, int held);

    [LoggerMessage(EventIds.SyncDeltaOld, LogLevel.Warning,
        "Tenant {Tenant}: its change tokens are {Age} old; after seven days they are lost and everything is compared anew.")]
    public static partial void SyncDeltaOld(this ILogger log, string tenant, TimeSpan age);

    [LoggerMessage(EventIds.SyncTenantSkipped, LogLevel.Error, "Tenant {Tenant} could not be queued; the others go on.")]
    public static partial void SyncTenantSkipped(this ILogger log, Exception failure, string tenant);
}
