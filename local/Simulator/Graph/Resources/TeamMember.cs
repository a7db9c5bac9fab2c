using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>A user in a team.</summary>
internal readonly record struct TeamMember(SimulatedUser User, Guid TeamId, bool IsOwner) : IDirectoryObject
{
    public Guid Id => User.Id;

    public int Ordinal => User.Ordinal;

    public DateTimeOffset? DeletedAt => User.DeletedAt;

    public uint EverSet => User.EverSet;
}
