namespace NimbusFunctions.Local.Commands.Api;

/// <summary>How a tenant's sync stands.</summary>
internal sealed record ApiSync(bool Running, ApiRun? LastRun, ApiSyncCounts? Counts, IReadOnlyList<string>? Problems);

/// <summary>A run of the sync that has ended.</summary>
internal sealed record ApiRun(string Id, string Kind, DateTimeOffset Started, DateTimeOffset? Ended, int Slices, ApiRunCounts Counts, IReadOnlyList<string>? Problems);

/// <summary>What a run changed.</summary>
internal sealed record ApiRunCounts(int Added, int Updated, int Left, int SoftDeleted, int Deleted, int Restored, int Unsettled, int Held = 0);

/// <summary>What is stored.</summary>
internal sealed record ApiSyncCounts(int Users, int Services, int Unsettled);

/// <summary>The answer to a wish for a run.</summary>
internal sealed record ApiSyncAccepted(string? Run, bool AlreadyRunning);
