using System.Text.Json.Serialization;

namespace NimbusFunctions.Directory.Services;

/// <summary>The life cycle of a service and its team; stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServiceState>))]
internal enum ServiceState
{
    Operational,

    /// <summary>The team is in the directory's bin: its members leave the user list, the service stays.</summary>
    TeamSoftDeleted,

    /// <summary>The team is deleted for good.</summary>
    TeamGone,

    /// <summary>An administrator deleted the service; once that is confirmed, the sync ends its memberships and removes it.</summary>
    PendingDeletion,
}
