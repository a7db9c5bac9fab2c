namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>A group: a team, a plain Microsoft 365 group or a security group.</summary>
internal sealed class SimulatedGroup : IDirectoryObject
{
    public required Guid Id { get; init; }

    public int Ordinal { get; set; }

    public required string DisplayName { get; set; }

    public string? Description { get; set; }

    /// <summary>Null for a security group, which has no mailbox.</summary>
    public string? Mail { get; set; }

    public required string MailNickname { get; init; }

    public string? Visibility { get; set; }

    /// <summary>True for every Microsoft 365 group; a team is always one.</summary>
    public required bool Unified { get; init; }

    public required bool IsTeam { get; init; }

    public bool SecurityEnabled => !Unified;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }

    public uint EverSet { get; private set; }

    public RelationSet Members { get; } = new();

    public RelationSet Owners { get; } = new();

    /// <summary>Notes which properties have a value now; called once a change is complete.</summary>
    public void NoteValues()
    {
        EverSet |= (uint)GroupProperties.DisplayName;
        if (Description is not null) EverSet |= (uint)GroupProperties.Description;
        if (Mail is not null) EverSet |= (uint)GroupProperties.Mail;
        if (Visibility is not null) EverSet |= (uint)GroupProperties.Visibility;
    }
}
