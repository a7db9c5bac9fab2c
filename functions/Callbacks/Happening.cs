using NimbusFunctions.Tasks;

namespace NimbusFunctions.Callbacks;

/// <summary>Something became of a task.</summary>
/// <param name="EventId">The same for the same news however often it is sent.</param>
/// <param name="Event">A value of the connector's list of task events; for scheduler entries its twin is looked up.</param>
/// <param name="At">When.</param>
/// <param name="Task">The task as it was then, with its content.</param>
internal sealed record Happening(string EventId, string Event, DateTimeOffset At, ContactTask Task);
