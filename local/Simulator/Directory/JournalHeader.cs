namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>The first line of a journal: what the directories were made from. Changes make sense on nothing else.</summary>
internal sealed record JournalHeader(int Seed, int Tenants, int Users, int Teams, int TeamMembers);
