namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>A user or a group.</summary>
internal interface IDirectoryObject
{
    Guid Id { get; }

    /// <summary>Its slot in the order of creation, which paging follows; never reused.</summary>
    int Ordinal { get; }

    /// <summary>When it was soft-deleted; null while it is active.</summary>
    DateTimeOffset? DeletedAt { get; }

    /// <summary>Tracked properties that once had a value: Graph leaves out of a delta what never had one, and sends null for what was cleared.</summary>
    uint EverSet { get; }
}
