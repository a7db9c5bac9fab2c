namespace NimbusFunctions.Fields;

/// <summary>A configuration entity that a document refers to.</summary>
/// <param name="Path">Where, in the caller's spelling.</param>
/// <param name="Kind">The entity's kind, as in addresses.</param>
/// <param name="Id">Its id, a GUID in lower case.</param>
internal sealed record FoundReference(string Path, string Kind, string Id);
