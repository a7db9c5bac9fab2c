using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>Writes the entries of a delta page, each in the state that it has now.</summary>
internal sealed class DeltaWriter(TenantDirectory directory, DeltaToken token, bool minimal)
{
    private readonly Selection<SimulatedUser> _ofUser = UserResource.Table.Select(token.Selection, withId: true, token.Explicit);
    private readonly Selection<SimulatedGroup> _ofGroup = GroupResource.Table.Select(token.Selection, withId: true, token.Explicit);

    /// <summary>What stands after the # in @odata.context.</summary>
    public string Context => token.Kind is DeltaKind.Users ? "users" + _ofUser.ContextSuffix() : "groups" + _ofGroup.ContextSuffix();

    /// <summary>The properties whose changes are told.</summary>
    public uint Tracked => token.Kind is DeltaKind.Users ? _ofUser.Tracked : _ofGroup.Tracked;

    public void Write(Utf8JsonWriter json, DeltaEntry entry)
    {
        json.WriteStartObject();
        if (token.Kind is DeltaKind.Users) WriteUser(json, entry);
        else WriteGroup(json, entry);
        json.WriteEndObject();
    }

    private void WriteUser(Utf8JsonWriter json, DeltaEntry entry)
    {
        if (directory.FindUser(entry.Id) is { DeletedAt: null } user) _ofUser.WriteDelta(json, user, entry.Changed, minimal);
        else WriteRemoved(json, entry.Id, directory.FindUser(entry.Id) is not null);
    }

    private void WriteGroup(Utf8JsonWriter json, DeltaEntry entry)
    {
        if (directory.FindGroup(entry.Id) is not { DeletedAt: null } group)
        {
            WriteRemoved(json, entry.Id, directory.FindGroup(entry.Id) is not null);
            return;
        }

        _ofGroup.WriteDelta(json, group, entry.Changed, minimal);
        WriteRelations(json, "members@delta"u8, group.Members, entry, ChangeKind.Members);
        WriteRelations(json, "owners@delta"u8, group.Owners, entry, ChangeKind.Owners);
    }

    /// <summary>No entries: no array at all, which says "nothing new", not "nobody".</summary>
    private static void WriteRelations(Utf8JsonWriter json, ReadOnlySpan<byte> name, RelationSet now, DeltaEntry entry, ChangeKind kind)
    {
        var begun = false;
        foreach (var relation in entry.Relations)
        {
            if (relation.Kind != kind) continue;
            if (!begun) json.WriteStartArray(name);
            begun = true;
            json.WriteStartObject();
            json.WriteString("@odata.type"u8, relation.IsGroup ? "#microsoft.graph.group"u8 : "#microsoft.graph.user"u8);
            json.WriteString("id"u8, relation.Id);
            if (!now.Contains(relation.Id)) WriteReason(json, "deleted"u8);
            json.WriteEndObject();
        }

        if (begun) json.WriteEndArray();
    }

    /// <summary>changed: can be restored; deleted: gone for good.</summary>
    private static void WriteRemoved(Utf8JsonWriter json, Guid id, bool restorable)
    {
        json.WriteString("id"u8, id);
        WriteReason(json, restorable ? "changed"u8 : "deleted"u8);
    }

    private static void WriteReason(Utf8JsonWriter json, ReadOnlySpan<byte> reason)
    {
        json.WriteStartObject("@removed"u8);
        json.WriteString("reason"u8, reason);
        json.WriteEndObject();
    }
}
