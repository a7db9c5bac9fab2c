using System.Text.Json.Serialization;

namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>What somebody becomes, or stops being, in a team.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TeamRole>))]
internal enum TeamRole
{
    /// <summary>Added: a member. Removed: neither member nor owner any more.</summary>
    Member,

    /// <summary>Added: owner and member, as Teams does it. Removed: a plain member from now on.</summary>
    Owner,

    /// <summary>Added: owner of the group without being a member, which Graph allows.</summary>
    OwnerOnly,
}
