namespace NimbusFunctions.Presence.Routing;

/// <summary>What the users of a tenant have to do with its tasks.</summary>
/// <param name="Busy">Users to whom a task is offered, or who work on one.</param>
/// <param name="LastEnds">When the last task of a user ended, where that was today or yesterday.</param>
internal sealed record UserWork(IReadOnlySet<string> Busy, IReadOnlyDictionary<string, DateTimeOffset> LastEnds);
