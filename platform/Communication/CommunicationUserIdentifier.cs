namespace Azure.Communication;

/// <summary>A user of an Azure Communication Services resource.</summary>
public class CommunicationUserIdentifier : CommunicationIdentifier
{
    /// <param name="id">As the service gave it: <c>8:acs:{immutable id of the resource}_{user}</c>.</param>
    /// <exception cref="ArgumentException">It is null or empty.</exception>
    public CommunicationUserIdentifier(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
    }

    /// <summary>As the service gave it.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CommunicationUserIdentifier other && other.Id == Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
