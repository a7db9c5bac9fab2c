namespace Azure.Communication.Identity;

/// <summary>What a token lets its bearer do.</summary>
/// <param name="value">As the REST API spells it.</param>
public readonly struct CommunicationTokenScope(string value) : IEquatable<CommunicationTokenScope>
{
    private readonly string value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Chat with everything that belongs to it.</summary>
    public static CommunicationTokenScope Chat { get; } = new("chat");

    /// <summary>Calls with everything that belongs to them.</summary>
    public static CommunicationTokenScope VoIP { get; } = new("voip");

    /// <summary>The scope of this spelling.</summary>
    public static implicit operator CommunicationTokenScope(string value) => new(value);

    /// <summary>Whether both are the same; case does not count.</summary>
    public static bool operator ==(CommunicationTokenScope left, CommunicationTokenScope right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(CommunicationTokenScope left, CommunicationTokenScope right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(CommunicationTokenScope other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CommunicationTokenScope other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(value);

    /// <inheritdoc/>
    public override string ToString() => value ?? "";
}
