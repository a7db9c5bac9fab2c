namespace NimbusFunctions.Local.Broker;

/// <summary>How many messages a queue holds at an instant.</summary>
/// <param name="Active">Readable or locked, as Azure counts active messages: 0 means that all the work is done.</param>
/// <param name="Scheduled">Waiting for their time.</param>
/// <param name="DeadLetter">In the dead-letter sub-queue; 0 for that sub-queue itself.</param>
/// <param name="Locked">Those of <paramref name="Active"/> that a receiver holds.</param>
internal sealed record QueueCounts(int Active, int Scheduled, int DeadLetter, int Locked);
