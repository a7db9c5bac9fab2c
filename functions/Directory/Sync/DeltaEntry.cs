namespace NimbusFunctions.Directory.Sync;

/// <summary>An object of a delta page.</summary>
/// <param name="Id">The object id, lower case.</param>
/// <param name="Tombstone">Its <c>@removed</c>.</param>
/// <param name="RemovedMembers">For a group: members and owners that the page says have left.</param>
internal sealed record DeltaEntry(string Id, Tombstone Tombstone, IReadOnlyList<string> RemovedMembers);

/// <summary>A page of a delta round: it has a next link or a delta link, never both.</summary>
internal sealed record DeltaPage(IReadOnlyList<DeltaEntry> Entries, string? NextLink, string? DeltaLink);
