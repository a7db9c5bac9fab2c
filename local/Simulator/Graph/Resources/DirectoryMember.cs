using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>A member of a group: a user or a nested group.</summary>
internal readonly record struct DirectoryMember(SimulatedUser? User, SimulatedGroup? Group) : IDirectoryObject
{
    public Guid Id => Object.Id;

    public int Ordinal => Object.Ordinal;

    public DateTimeOffset? DeletedAt => Object.DeletedAt;

    public uint EverSet => Object.EverSet;

    private IDirectoryObject Object => (IDirectoryObject?)User ?? Group!;
}
