using NimbusFunctions.Directory.Removals;

namespace NimbusFunctions.Ledger;

/// <summary>What a line of the ledger says was done. Stored, so a name never changes.</summary>
internal static class LedgerActions
{
    public const string UserSoftDeleted = "user-soft-deleted";
    public const string UserDeleted = "user-deleted";
    public const string UserRestored = "user-restored";
    public const string MembersJoined = "members-joined";
    public const string MemberLeft = "member-left";
    public const string TeamSoftDeleted = "team-soft-deleted";
    public const string TeamGone = "team-gone";
    public const string MembershipEnded = "membership-ended";
    public const string AdministratorEnded = "administrator-ended";
    public const string TombstoneExpired = "tombstone-expired";
    public const string UserForgotten = "user-forgotten";
    public const string RemovalRefuted = "removal-refuted";
    public const string PlanApproved = "plan-approved";
    public const string PlanRejected = "plan-rejected";
    public const string RemovalsPaused = "removals-paused";
    public const string RemovalsResumed = "removals-resumed";

    public const string MemberActivated = "member-activated";
    public const string MemberDeactivated = "member-deactivated";
    public const string LicencesChanged = "licences-changed";
    public const string BotRegistered = "bot-registered";
    public const string BotRegistrationEnded = "bot-registration-ended";

    public const string TaskEnded = "task-ended";

    public const string ServiceProvisioned = "service-provisioned";
    public const string ServiceDeletionAsked = "service-deletion-asked";
    public const string ServiceDeletionConfirmed = "service-deletion-confirmed";
    public const string ServiceDeletionCanceled = "service-deletion-canceled";

    public const string TenantDeletionAsked = "tenant-deletion-asked";
    public const string TenantDeletionConfirmed = "tenant-deletion-confirmed";
    public const string TenantDeletionCanceled = "tenant-deletion-canceled";

    public const string LoweringCanceled = "retention-lowering-canceled";
    public const string PurgePaused = "purge-paused";
    public const string PurgeResumed = "purge-resumed";
    public const string LegalHoldSet = "legal-hold-set";
    public const string LegalHoldReleased = "legal-hold-released";

    public const string TenantStateChanged = "tenant-state-changed";

    public const string WidgetKeyRegenerated = "widget-key-regenerated";
    public const string InteractChanged = "interact-changed";

    public const string AddressBookMade = "address-book-made";
    public const string AddressBookChanged = "address-book-changed";
    public const string AddressBookRemoved = "address-book-removed";
    public const string AddressBookCleared = "address-book-cleared";

    public const string TriggerRegistered = "trigger-registered";
    public const string TriggerRemoved = "trigger-removed";

    public const string SecretSet = "secret-set";
    public const string SecretRemoved = "secret-removed";

    public const string UnitMade = "organization-unit-made";
    public const string UnitRenamed = "organization-unit-renamed";
    public const string UnitMoved = "organization-unit-moved";
    public const string UnitRemoved = "organization-unit-removed";
    public const string UserMoved = "user-moved";
    public const string UserAdded = "user-added";
    public const string UserSettingsChanged = "user-settings-changed";
    public const string RoleGranted = "role-granted";
    public const string RoleTaken = "role-taken";

    public const string DeadLetterRead = "dead-letter-read";
    public const string DeadLetterReplayed = "dead-letter-replayed";
    public const string DeadLetterDropped = "dead-letter-dropped";

    public const string SubjectExported = "subject-export";
    public const string SubjectErasureAsked = "subject-erasure-asked";
    public const string SubjectErasureDone = "subject-erasure-done";

    /// <summary>A configuration entity was made, changed or removed, e.g. <c>domain-template-made</c>.</summary>
    /// <param name="one">The kind in words, e.g. <c>domain template</c>.</param>
    /// <param name="what"><c>made</c>, <c>changed</c> or <c>removed</c>.</param>
    public static string OfEntity(string one, string what) => $"{one.Replace(' ', '-')}-{what}";

    public static string Of(RemovalCause cause) => cause switch
    {
        RemovalCause.UserDeleted => UserDeleted,
        RemovalCause.UserSoftDeleted => UserSoftDeleted,
        RemovalCause.LeftTeam => MemberLeft,
        RemovalCause.TeamSoftDeleted => TeamSoftDeleted,
        _ => TeamGone,
    };
}
