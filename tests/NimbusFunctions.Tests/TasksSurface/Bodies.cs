using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Tests.TasksSurface;

/// <summary>Bodies, services and tasks that are valid, for tests that spoil one thing.</summary>
internal static class Bodies
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static ExternalTaskBody External { get; } = new("sales@contoso.example");

    public static SchedulerEntryBody Entry { get; } = new(
        Destination: "+41441234567", DueDateTimeUtc: "2026-12-01T08:00:00Z", ServiceUpn: "sales@contoso.example");

    public static Service Service { get; } = new(
        "sales", "sales@contoso.example", "Sales", "SkillBased", null, "unit", "ContactCenter",
        ["Call", "Outbound", "ExternalTask", "InstantMessaging", "Email"], true, true, true, true, "Normal", "TeamOwner", ServiceState.Operational, 0, Now);

    public static ContactTask Task(Modality modality = Modality.Outbound, TaskState state = TaskState.Scheduled) =>
        new(TaskPartition.Of("t", "sales", modality).TaskIdOf("1"), "sales", modality, state, Now, Now, """{"serviceUpn":"sales@contoso.example"}""");
}
