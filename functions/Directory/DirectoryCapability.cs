using Nimbus.Platform.Hosting;
using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Services.Agents;
using NimbusFunctions.Directory.Services.Provisioning;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Directory.Users.Deletion;
using NimbusFunctions.Directory.Users.Manual;
using NimbusFunctions.Directory.Users.Roles;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Directory;

/// <summary>What the directory capability adds to the app.</summary>
internal static class DirectoryCapability
{
    public static void AddDirectory(this IServiceCollection services)
    {
        services.AddSingleton<UserLists>().AddSingleton<ServiceLists>();
        services.AddSingleton<UserStore>().AddSingleton<ServiceStore>().AddSingleton<MembershipStore>()
            .AddSingleton<MemberHistory>().AddSingleton<ServiceCountReader>().AddSingleton<ServiceDesk>()
            .AddSingleton<ServicePlaces>().AddSingleton<ServiceHistory>().AddSingleton<ServiceSettingsDesk>().AddSingleton<IReferrers, ServiceReferrers>().AddSingleton<AgentDesk>().AddSingleton<TeamLookup>().AddSingleton<LicenceSeats>();
        services.AddSingleton<DirectorySearch>().AddSingleton<AddedUsers>().AddSingleton<DeletionReader>().AddSingleton<UserDeletion>();
        services.AddSingleton<LicenceChangeStore>().AddSingleton<LicenceChangeDesk>().AddSingleton<LicenceChangeRun>();
        services.AddSingleton<UserTasks>().AddSingleton<LicenceUseReader>();
        services.AddSingleton<UserPlaces>().AddSingleton<UserSettingsDesk>().AddSingleton<IReferrers, UserReferrers>().AddSingleton<RoleDesk>();
        services.AddSingleton<SyncStateStore>().AddSingleton<HintStore>();
        services.AddSingleton<RemovalStore>().AddSingleton<PlanStore>().AddSingleton<PlanDesk>().AddSingleton<PauseDesk>();
        services.AddSingleton<SyncComposition>().AddSingleton<RecordedSync>().AddSingleton<RunStore>().AddSingleton<RunPages>().AddSingleton<RunArchive>();
        services.AddSingleton<SyncScheduler>().AddSingleton<AuditScheduler>().AddSingleton<DryRun>().AddSingleton<SyncTriggers>();
    }

    public static void MapDirectory(this RouteGroupBuilder v1)
    {
        v1.MapUsers();
        v1.MapUserDeletion();
        v1.MapEntitlements();
        v1.MapUserUnit();
        v1.MapAddedUsers();
        v1.MapUserSettings();
        v1.MapRoles();
        v1.MapServices();
        v1.MapServiceSettings();
        v1.MapAgents();
        v1.MapTeamProvisioning();
        v1.MapLicences();
        v1.MapLicenceChanges();
        v1.MapMembers();
        v1.MapActive();
        v1.MapSync();
        v1.MapRuns();
        v1.MapPlans();
        v1.MapPause();
    }

    public static void MapDirectoryTriggers(this WebApplication app)
    {
        app.MapFunction("ScheduleDirectorySync", (TimerTick _, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<SyncScheduler>().QueueDueAsync(stop));
        app.MapFunction("AuditDirectory", (TimerTick _, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<AuditScheduler>().QueueAllAsync(stop));
        app.MapFunction("SyncDirectory", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<MessageRunner>().RunAsync(
                SyncScheduler.Queue, message, context.Services.GetRequiredService<SyncTriggers>().SyncAsync, stop));
        app.MapFunction("ApplyUserChange", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<MessageRunner>().RunAsync(
                LicenceChangeRun.Queue, message, context.Services.GetRequiredService<LicenceChangeRun>().RunAsync, stop));
        app.MapFunction("CollectUserChangesDeadLetters", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<DeadLetterCollection>().CollectAsync(LicenceChangeRun.Queue, message, stop));
        app.MapFunction("CollectDirectorySyncDeadLetters", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<DeadLetterCollection>().CollectAsync(SyncScheduler.Queue, message, stop));
    }
}
