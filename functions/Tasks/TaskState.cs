using System.Text.Json.Serialization;

namespace NimbusFunctions.Tasks;

/// <summary>Where a task stands. Names are stored and in answers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskState>))]
internal enum TaskState
{
    /// <summary>Arrived over the cap: waits for a slot.</summary>
    Held,

    /// <summary>Has a slot and waits for its due time.</summary>
    Scheduled,

    /// <summary>Given to the engine that works on it.</summary>
    InQueue,

    /// <summary>Offered to a user.</summary>
    Offered,

    /// <summary>A user works on it.</summary>
    Connected,

    /// <summary>The conversation is over, the user's work after it is not.</summary>
    InAfterWork,

    /// <summary>Over; its slot is free.</summary>
    Terminated,
}
