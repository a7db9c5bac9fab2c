using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>What somebody knows who reads deltas and merges them by Graph's rules.</summary>
internal sealed class DeltaCopy
{
    /// <summary>Users by id, with their properties as JSON; a soft-deleted one is in <see cref="Deleted"/> as well.</summary>
    public Dictionary<string, Dictionary<string, string>> Objects { get; } = [];

    public HashSet<string> Deleted { get; } = [];

    /// <summary>Members and owners of each group, as "members:id" and "owners:id".</summary>
    public Dictionary<string, HashSet<string>> Relations { get; } = [];

    public void Merge(JsonElement entry)
    {
        var id = entry.GetProperty("id").GetString()!;
        if (entry.TryGetProperty("@removed", out var removed))
        {
            if (removed.GetProperty("reason").GetString() == "changed") Deleted.Add(id);
            else Forget(id);
            return;
        }

        Deleted.Remove(id);
        if (!Objects.TryGetValue(id, out var properties)) Objects.Add(id, properties = []);
        foreach (var property in entry.EnumerateObject())
        {
            if (property.Name.EndsWith("@delta", StringComparison.Ordinal)) MergeRelations(id, property);
            else properties[property.Name] = property.Value.GetRawText();
        }
    }

    private void Forget(string id)
    {
        Objects.Remove(id);
        Relations.Remove(id);
        Deleted.Remove(id);
    }

    private void MergeRelations(string id, JsonProperty property)
    {
        var kind = property.Name[..property.Name.IndexOf('@', StringComparison.Ordinal)];
        if (!Relations.TryGetValue(id, out var known)) Relations.Add(id, known = []);
        foreach (var entry in property.Value.EnumerateArray())
        {
            var relation = $"{kind}:{entry.GetProperty("id").GetString()}";
            if (entry.TryGetProperty("@removed", out _)) known.Remove(relation);
            else known.Add(relation);
        }
    }
}
