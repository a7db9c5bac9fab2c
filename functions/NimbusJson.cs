using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Services.Provisioning;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Directory.Users.Deletion;
using NimbusFunctions.Directory.Users.Manual;
using NimbusFunctions.Directory.Users.Roles;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Health;
using NimbusFunctions.Interact;
using NimbusFunctions.Ledger;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Endpoints;
using NimbusFunctions.Presence.History;
using NimbusFunctions.Presence.Permission;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Signals;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Endpoints;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Retention.Subjects;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Arrivals;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Tasks.Endpoints;
using NimbusFunctions.Tasks.Events;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Checks;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tenants.State;
using NimbusFunctions.Tenants.Units;
using NimbusFunctions.Web;

namespace NimbusFunctions;

/// <summary>
/// Everything that is read or written as JSON, generated at build time. A field that nobody knows is an error: a
/// misspelt one must not pass for a default.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Ops.SignIn.SignInAttempt))]
[JsonSerializable(typeof(Ops.Sessions.PageSession))]
[JsonSerializable(typeof(FlowTrigger))]
[JsonSerializable(typeof(TriggerHealth))]
[JsonSerializable(typeof(CallbackMessage))]
[JsonSerializable(typeof(Page<LicenceCount>))]
[JsonSerializable(typeof(TenantStateBody))]
[JsonSerializable(typeof(TenantStateAnswer))]
[JsonSerializable(typeof(InteractContact))]
[JsonSerializable(typeof(WidgetKey))]
[JsonSerializable(typeof(OpenAnswer))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(TenantCheckBody))]
[JsonSerializable(typeof(TenantCheckAnswer))]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(SecretAnswer))]
[JsonSerializable(typeof(Page<SecretAnswer>))]
[JsonSerializable(typeof(JsonDocument))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ChangedConflict))]
[JsonSerializable(typeof(Page<SettingsChange>))]
[JsonSerializable(typeof(ContactSection))]
[JsonSerializable(typeof(PartnerSection))]
[JsonSerializable(typeof(DataPrivacySection))]
[JsonSerializable(typeof(OutboundSection))]
[JsonSerializable(typeof(InteractSection))]
[JsonSerializable(typeof(AssistantSection))]
[JsonSerializable(typeof(AttendantConsoleSection))]
[JsonSerializable(typeof(InstantMessagingSection))]
[JsonSerializable(typeof(LicencesSection))]
[JsonSerializable(typeof(LimitReachedProblem))]
[JsonSerializable(typeof(SlotBook))]
[JsonSerializable(typeof(ContactTask))]
[JsonSerializable(typeof(Dispatch))]
[JsonSerializable(typeof(ArrivalMessage))]
[JsonSerializable(typeof(TaskEvent))]
[JsonSerializable(typeof(LimitsSection))]
[JsonSerializable(typeof(PresenceSection))]
[JsonSerializable(typeof(RetentionSection))]
[JsonSerializable(typeof(ImmutableArray<FormerDays>))]
[JsonSerializable(typeof(PurgePauseBody))]
[JsonSerializable(typeof(PurgePauseAnswer))]
[JsonSerializable(typeof(TenantDeletionBody))]
[JsonSerializable(typeof(HoldBody))]
[JsonSerializable(typeof(LegalHold))]
[JsonSerializable(typeof(EraseBody))]
[JsonSerializable(typeof(SubjectPage))]
[JsonSerializable(typeof(SubjectAnswer))]
[JsonSerializable(typeof(Page<LegalHold>))]
[JsonSerializable(typeof(RetentionPlanAnswer))]
[JsonSerializable(typeof(PurgeRequest))]
[JsonSerializable(typeof(Page<AuditAnswer>))]
[JsonSerializable(typeof(Page<ReceiptAnswer>))]
[JsonSerializable(typeof(ReceiptVerification))]
[JsonSerializable(typeof(PollRequest))]
[JsonSerializable(typeof(GrantLink))]
[JsonSerializable(typeof(CheckBody))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(PresenceStatus))]
[JsonSerializable(typeof(Page<AvailableUserAnswer>))]
[JsonSerializable(typeof(UserPresenceAnswer))]
[JsonSerializable(typeof(RoutableSignal))]
[JsonSerializable(typeof(Page<UserStateAnswer>))]
[JsonSerializable(typeof(ImmutableArray<ClosedState>))]
[JsonSerializable(typeof(TaskAnswer))]
[JsonSerializable(typeof(Page<TaskAnswer>))]
[JsonSerializable(typeof(UsageAnswer))]
[JsonSerializable(typeof(WhatIfAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(NewTenant))]
[JsonSerializable(typeof(Tenant))]
[JsonSerializable(typeof(Page<TenantAnswer>))]
[JsonSerializable(typeof(GeneralSection))]
[JsonSerializable(typeof(ProvisioningSection))]
[JsonSerializable(typeof(GuardSection))]
[JsonSerializable(typeof(HeldPlan))]
[JsonSerializable(typeof(RemovalWindow))]
[JsonSerializable(typeof(RemovalPause))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(PauseBody))]
[JsonSerializable(typeof(PauseAnswer))]
[JsonSerializable(typeof(ServiceBody))]
[JsonSerializable(typeof(TeamServiceBody))]
[JsonSerializable(typeof(ServiceAnswer))]
[JsonSerializable(typeof(Page<ServiceAnswer>))]
[JsonSerializable(typeof(Page<MemberAnswer>))]
[JsonSerializable(typeof(MemberAnswer))]
[JsonSerializable(typeof(Page<FormerMemberAnswer>))]
[JsonSerializable(typeof(ActiveBody))]
[JsonSerializable(typeof(LicencesBody))]
[JsonSerializable(typeof(BotRegistrationBody))]
[JsonSerializable(typeof(EntitlementAnswer))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(Page<UserAnswer>))]
[JsonSerializable(typeof(SyncRequest))]
[JsonSerializable(typeof(SyncBackoff))]
[JsonSerializable(typeof(DryRunAnswer))]
[JsonSerializable(typeof(SyncStatus))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(Page<RunReport>))]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(UnitAnswer))]
[JsonSerializable(typeof(LicenceChange))]
[JsonSerializable(typeof(LicenceChangeRequest))]
[JsonSerializable(typeof(LicenceChangeBody))]
[JsonSerializable(typeof(LicenceChangeAnswer))]
[JsonSerializable(typeof(Page<LicenceOutcome>))]
[JsonSerializable(typeof(TemplateBody))]
[JsonSerializable(typeof(AddUserBody))]
[JsonSerializable(typeof(Page<DirectoryUserAnswer>))]
[JsonSerializable(typeof(DeletionRefused))]
[JsonSerializable(typeof(SnippetAnswer))]
[JsonSerializable(typeof(UserUnitBody))]
[JsonSerializable(typeof(UserUnitAnswer))]
[JsonSerializable(typeof(RolesBody))]
[JsonSerializable(typeof(RolesAnswer))]
[JsonSerializable(typeof(Page<UnitAnswer>))]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class NimbusJsonContext : JsonSerializerContext;

/// <summary>How this app writes and reads JSON: apostrophes and letters of all languages as they are, not as escapes.</summary>
internal static class NimbusJson
{
    /// <summary>Answers are JSON and never part of a page: only what JSON itself needs is escaped.</summary>
    public static NimbusJsonContext Default { get; } = new(Plain(NimbusJsonContext.Default.Options));

    /// <summary>
    /// Reads what this app wrote itself, into rows and to its own queues: what an edition does not know was written by a
    /// newer one, beside which it runs during a deployment or to which it was put back. It is passed over.
    /// </summary>
    public static NimbusJsonContext Stored { get; } = new(Lenient(Plain(NimbusJsonContext.Default.Options)));

    /// <summary>The same for the contexts of capabilities that have JSON of their own.</summary>
    public static JsonSerializerOptions Plain(JsonSerializerOptions options) => new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For what is read from where the app wrote it: unknown members are passed over.</summary>
    public static JsonSerializerOptions Lenient(JsonSerializerOptions options) => new(options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };
}
