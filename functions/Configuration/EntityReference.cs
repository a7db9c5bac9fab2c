using Azure;

namespace NimbusFunctions.Configuration;

/// <summary>Somebody who refers to configuration entities.</summary>
/// <param name="Kind"><c>user</c>, <c>service</c>, or a kind of entities as in addresses.</param>
/// <param name="Id">Its id.</param>
internal sealed record Referrer(string Kind, string Id)
{
    public override string ToString() => $"{(ConfigurationKinds.All.TryGetValue(Kind, out var kind) ? kind.One : Kind)} {Id}";
}

/// <summary>A configuration entity that somebody refers to.</summary>
/// <param name="Kind">The entity's kind, as in addresses.</param>
/// <param name="Id">Its id, a GUID in lower case.</param>
/// <param name="Slot">The field that refers, e.g. <c>skills</c>.</param>
internal sealed record EntityReference(string Kind, string Id, string Slot);

/// <summary>A reference as its row was at one time. Who takes the reference again changes the row.</summary>
internal sealed record NotedReference(EntityReference Reference, string RowKey, ETag ETag);

/// <summary>What became of taking references.</summary>
/// <param name="Missing">Those whose entity does not exist; nothing of their kind is taken.</param>
/// <param name="Made">What was not referred to before: to be given back where the document is not written after all.</param>
/// <param name="ToLeave">What is to be left once the document is written.</param>
internal sealed record TakenReferences(IReadOnlyList<EntityReference> Missing, IReadOnlyList<NotedReference> Made, IReadOnlyList<NotedReference> ToLeave);
