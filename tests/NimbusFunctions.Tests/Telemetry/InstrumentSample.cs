using System.Diagnostics.Metrics;
using System.Reflection;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;

namespace NimbusFunctions.Tests.Telemetry;

/// <summary>Every instrument of the app, used once through every method that records it, as the app would.</summary>
internal static class InstrumentSample
{
    public const string Tenant = "11111111-0000-4000-8000-000000000001";

    public const string Queue = "sample-queue";

    /// <summary>The classes that hold instruments.</summary>
    public static IReadOnlyList<Type> Holders { get; } = [.. typeof(StartupOptions).Assembly.GetTypes()
        .Where(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Any(field => typeof(Instrument).IsAssignableFrom(field.FieldType)))];

    /// <summary>Calls them all.</summary>
    public static void Record()
    {
        CallbackMetrics.Delivered(Tenant, TimeSpan.FromSeconds(1));
        CallbackMetrics.Failed(Tenant);
        CallbackMetrics.Missed(Tenant);
        CallbackMetrics.Suspended(Tenant, default);
        SyncMetrics.Failing(Tenant, 4);
        var counts = RunCounts.Zero with { Added = 1 };
        SyncMetrics.Slice(Tenant, counts, TimeSpan.FromDays(5), 1, TimeSpan.FromSeconds(1));
        SyncMetrics.Mended(Tenant, counts);
        PresenceMetrics.Ages(Tenant, new PresenceAges(10, 1, 1, 130, 140));
        PresenceMetrics.Failing(Tenant, 1);
        PresenceMetrics.Asked(Tenant, 1, TimeSpan.FromSeconds(1));
        PresenceMetrics.Changed(Tenant, 1);
        PurgeMetrics.Overdue(Tenant, TimeSpan.FromHours(13));
        PurgeMetrics.Removed(Tenant, "History", 1);
        MessageMetrics.Began(Queue, TimeSpan.FromSeconds(1));
        MessageMetrics.Ended(Queue, new MessageOutcome.Later(TimeSpan.Zero, ""));
        MessageMetrics.Lie(Queue, 1);
        AdmissionMetrics.Filled(TaskPartition.Of(Tenant, "s", Modality.ExternalTask), 9, 10, TimeProvider.System);
        var post = new NewTask(new ContactTask("1", "s", Modality.ExternalTask, TaskState.InQueue, default, default, ""), "");
        AdmissionMetrics.Posted(Tenant, post, new AdmissionAnswer.LimitReached(1, 1, null));
        AdmissionMetrics.Arrived(Tenant, Modality.Email, ArrivalOutcome.Held);
        AdmissionMetrics.Undecided(Tenant, Modality.Email);
    }
}
