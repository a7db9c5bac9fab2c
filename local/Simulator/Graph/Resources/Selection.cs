using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>The properties an answer shows.</summary>
/// <param name="Mask">As bits of the property table.</param>
/// <param name="WithId">Whether the id is among them.</param>
/// <param name="Explicit">Whether it came by $select.</param>
/// <param name="Properties">In the table's order.</param>
/// <param name="Tracked">Which changes a delta of this selection shows.</param>
internal sealed record Selection<T>(ulong Mask, bool WithId, bool Explicit, Property<T>[] Properties, uint Tracked)
    where T : IDirectoryObject
{
    /// <summary>What stands in parentheses in @odata.context.</summary>
    public string ContextSuffix() => Explicit
        ? $"({string.Join(',', (WithId ? ["id"] : Array.Empty<string>()).Concat(Properties.Select(property => property.Name)))})"
        : "";

    /// <summary>The selected properties of an item, null where it has none, inside an object already begun.</summary>
    public void Write(Utf8JsonWriter json, T item)
    {
        if (WithId) json.WriteString("id"u8, item.Id);
        foreach (var property in Properties) property.Write(json, item);
    }

    /// <summary>As a delta shows it: always the id, nothing that was never set, and with return=minimal only what changed.</summary>
    public void WriteDelta(Utf8JsonWriter json, T item, uint changed, bool minimal)
    {
        json.WriteString("id"u8, item.Id);
        foreach (var property in Properties)
        {
            if (minimal && changed != Change.Everything && (property.Tracks & changed) == 0) continue;
            var everSet = property.Tracks == 0 ? property.Read(item) is not null : (property.Tracks & item.EverSet) != 0;
            if (everSet) property.Write(json, item);
        }
    }

    /// <summary>What is shown of a member whose type the caller may not read: its id; the rest is null.</summary>
    public void WriteLimited(Utf8JsonWriter json, T item)
    {
        json.WriteString("id"u8, item.Id);
        foreach (var property in Properties) property.WriteNull(json);
    }
}
