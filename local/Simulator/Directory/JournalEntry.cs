namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>One line of the journal.</summary>
internal sealed record JournalEntry(DateTimeOffset At, Guid Tenant, DirectoryCommand Command);
