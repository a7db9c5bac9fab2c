namespace NimbusFunctions;

/// <summary>
/// The catalogue of event ids: stable, because operators filter and alert on them. A hundred per capability.
/// </summary>
internal static class EventIds
{
    // Storage and web: 1000
    public const int TablesNotCreated = 1000;
    public const int RequestFailed = 1001;
    public const int StoreUnavailable = 1002;

    // Messages: 1100
    public const int MessageLater = 1100;
    public const int MessageGivenUp = 1101;
    public const int DeadLetterCollected = 1102;
    public const int MessageFailed = 1103;
    public const int DeadLettersNotCounted = 1110;

    // Access: 1200
    public const int AccessDenied = 1200;
    public const int TokenRefused = 1201;

    // Directory sync: 2000
    public const int SyncQueued = 2000;
    public const int SyncSliceEnded = 2001;
    public const int SyncSliceFailed = 2002;
    public const int SyncResync = 2003;
    public const int SyncLeaseLost = 2004;
    public const int SyncRemoved = 2005;
    public const int SyncUnknownTruth = 2006;
    public const int SyncTenantSkipped = 2007;
    public const int SyncUserRestored = 2008;
    public const int PlanHeld = 2009;
    public const int PlanDecided = 2010;
    public const int RemovalsPaused = 2011;
    public const int RemovalRefuted = 2012;
    public const int SyncFailing = 2013;
    public const int SyncRecovered = 2014;
    public const int AuditFoundNothing = 2015;
    public const int AuditMended = 2016;
    public const int SyncDeltaOld = 2017;
    public const int SyncTenantRemoved = 2018;

    public const int ListNotRead = 2019;
    public const int RecordingCutShort = 2020;

    // Graph: 2100
    public const int GraphThrottled = 2100;
    public const int GraphRetried = 2101;
    public const int GraphBudgetSpent = 2102;

    // Tasks: 3000
    public const int LaneReadFailed = 3000;
    public const int LaneFailed = 3001;
    public const int AftermathFailed = 3002;
    public const int TasksSwept = 3003;
    public const int TaskLeftoversFound = 3004;
    public const int SweepPostponed = 3005;

    // Presence: 4000
    public const int PollFailed = 4000;
    public const int PollOvertaken = 4001;
    public const int PresenceFailing = 4002;
    public const int PresenceRecovered = 4003;
    public const int BatchFailed = 4004;
    public const int PollNotQueued = 4005;
    public const int TrackedUsersNotRead = 4006;
    public const int BusyServicesNotRead = 4007;
    public const int SegmentContended = 4008;
    public const int FollowerFailed = 4009;

    // Presence, what follows a change: 4050
    public const int SignalsLost = 4050;

    // Retention: 5000
    public const int PurgeNotQueued = 5000;
    public const int PurgeOverdue = 5002;
    public const int PurgeDone = 5003;
    public const int PurgeOvertaken = 5004;

    // Retention, off-boarding: 5030
    public const int TenantEnded = 5030;
    public const int TenantRemoved = 5031;

    // Flow triggers, their delivery: 7050
    public const int TriggerSuspended = 7050;
    public const int TriggerResumed = 7051;
    public const int NewsMissed = 7052;
    public const int CallbackFailed = 7053;

    // Callbacks, what becomes news: 6200
    public const int TriggersNotRead = 6200;

    // Contact search: 6100
    public const int ContactSourceFailed = 6100;

    // Sign-in and sessions: 8100
    public const int SignedIn = 8100;
    public const int SignInFailed = 8101;
    public const int IdTokenRefused = 8102;
    public const int SessionKeysNotRead = 8103;
    public const int CrossSiteRefused = 8104;

    // Retention, its guards: 5050
    public const int PurgesSwitched = 5050;

    // Operations: 8000
    public const int DeadLetterTouched = 8000;
    public const int ReplayNotSent = 8001;
    public const int TenantNotRead = 8002;
}
