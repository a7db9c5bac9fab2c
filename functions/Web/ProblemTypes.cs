namespace NimbusFunctions.Web;

/// <summary>
/// The stable <c>type</c> of every problem document (RFC 9457). Callers branch on these, so a name never changes.
/// </summary>
internal static class ProblemTypes
{
    private const string Base = "https://nimbus-functions.example/problems/";

    public const string InvalidRequest = Base + "invalid-request";
    public const string Unauthenticated = Base + "unauthenticated";
    public const string Forbidden = Base + "forbidden";
    public const string TenantNotFound = Base + "tenant-not-found";
    public const string UserNotFound = Base + "user-not-found";
    public const string ServiceNotFound = Base + "service-not-found";
    public const string TeamNotFound = Base + "team-not-found";
    public const string DirectoryUnavailable = Base + "directory-unavailable";
    public const string SectionNotFound = Base + "section-not-found";
    public const string RunNotFound = Base + "run-not-found";
    public const string RoleIsSynced = Base + "role-is-synced";
    public const string UserIsSynced = Base + "user-is-synced";
    public const string DryRunUnderWay = Base + "dry-run-under-way";
    public const string PlanNotFound = Base + "plan-not-found";
    public const string PlanDecided = Base + "plan-decided";
    public const string TaskLimitReached = Base + "task-limit-reached";
    public const string TaskNotFound = Base + "task-not-found";
    public const string TaskInProgress = Base + "task-in-progress";
    public const string KeyInFlight = Base + "idempotency-key-in-flight";
    public const string KeyUsedOtherwise = Base + "idempotency-key-used-otherwise";
    public const string TenantSuspended = Base + "tenant-suspended";
    public const string TenantExpired = Base + "tenant-expired";
    public const string TenantCanceled = Base + "tenant-canceled";
    public const string ServiceTeamDeleted = Base + "service-team-deleted";
    public const string ServiceTeamGone = Base + "service-team-gone";
    public const string ServicePendingDeletion = Base + "service-pending-deletion";
    public const string LicenceContingent = Base + "licence-contingent";
    public const string LicenceMissing = Base + "licence-missing";
    public const string ModalityMissing = Base + "modality-missing";
    public const string DeletionNotPending = Base + "deletion-not-pending";
    public const string TenantPendingDeletion = Base + "tenant-pending-deletion";
    public const string LegalHold = Base + "legal-hold";
    public const string HoldNotFound = Base + "hold-not-found";
    public const string TooManyHolds = Base + "too-many-holds";
    public const string InUse = Base + "in-use";
    public const string TooManySearches = Base + "too-many-searches";
    public const string TooMany = Base + "too-many";
    public const string WidgetKeyWrong = Base + "widget-key-wrong";
    public const string InteractDisabled = Base + "interact-disabled";
    public const string ContactInactive = Base + "contact-inactive";
    public const string OriginRefused = Base + "origin-refused";
    public const string SecretsNotConfigured = Base + "secrets-not-configured";
    public const string AddressBookNotFound = Base + "address-book-not-found";
    public const string ContactNotFound = Base + "contact-not-found";
    public const string FlowActionsOff = Base + "flow-actions-off";
    public const string DeadLetterNotFound = Base + "dead-letter-not-found";
    public const string DeadLetterBusy = Base + "dead-letter-busy";
    public const string DeadLetterReplayed = Base + "dead-letter-replayed";
    public const string DeadLetterNotReplayable = Base + "dead-letter-not-replayable";
    public const string PurgesPaused = Base + "purges-paused";
    public const string UserActive = Base + "user-active";
    public const string NotFound = Base + "not-found";
    public const string UnsupportedMediaType = Base + "unsupported-media-type";
    public const string TooLarge = Base + "too-large";
    public const string AlreadyExists = Base + "already-exists";
    public const string NotSkillBased = Base + "service-not-skill-based";
    public const string FixedAtCreation = Base + "fixed-at-creation";
    public const string ChangedMeanwhile = Base + "changed-meanwhile";
    public const string SessionKeysUnavailable = Base + "session-keys-unavailable";
    public const string AntiforgeryMissing = Base + "antiforgery-missing";
    public const string SignInOff = Base + "sign-in-not-configured";
    public const string StoreUnavailable = Base + "store-unavailable";
    public const string Internal = Base + "internal";
}
