using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>microsoft.graph.directoryObject in a list of members: each shows the properties of its own type.</summary>
internal static class MemberResource
{
    private static readonly Selection<SimulatedUser> DefaultOfUser = UserResource.Table.SelectDefault();
    private static readonly Selection<SimulatedGroup> DefaultOfGroup = GroupResource.Table.SelectDefault();

    public static readonly PropertyTable<DirectoryMember> Table = new(
        "directoryObject",
        "directoryObjects",
        [.. UserResource.Table.Names.Union(GroupResource.Table.Names, StringComparer.OrdinalIgnoreCase).Select(Merge)]);

    /// <summary>A member as an object of its type; users the caller may not read show their id only.</summary>
    public static void Write(Utf8JsonWriter json, Selection<DirectoryMember> selection, DirectoryMember member, bool usersReadable)
    {
        json.WriteStartObject();
        json.WriteString("@odata.type"u8, member.User is null ? "#microsoft.graph.group"u8 : "#microsoft.graph.user"u8);
        if (member.User is { } user && !usersReadable) DefaultOfUser.WriteLimited(json, user);
        else if (selection.Explicit) selection.Write(json, member);
        else if (member.User is not null) DefaultOfUser.Write(json, member.User);
        else DefaultOfGroup.Write(json, member.Group!);
        json.WriteEndObject();
    }

    private static Property<DirectoryMember> Merge(string name)
    {
        var ofUser = UserResource.Table.Find(name);
        var ofGroup = GroupResource.Table.Find(name);
        return new Property<DirectoryMember>(name, member => member.User is { } user
            ? ofUser is null ? Property<DirectoryMember>.Absent : ofUser.Read(user)
            : ofGroup is null ? Property<DirectoryMember>.Absent : ofGroup.Read(member.Group!))
        {
            ByDefault = ofUser?.ByDefault ?? ofGroup!.ByDefault,
            Filterable = ofUser?.Filterable ?? ofGroup!.Filterable,
            EndsWith = ofUser?.EndsWith ?? false,
        };
    }
}
