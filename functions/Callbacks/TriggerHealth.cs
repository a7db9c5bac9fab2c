using System.Text.Json.Serialization;

namespace NimbusFunctions.Callbacks;

/// <summary>How a trigger's deliveries go.</summary>
/// <param name="Cause">Why nothing is delivered; null: it is not suspended.</param>
/// <param name="Since">Since when.</param>
/// <param name="Missed">How many news were not delivered and will not be.</param>
/// <param name="NextTry">When a suspended address is tried again with the next news; null: whenever the cause is gone.</param>
/// <param name="LastDelivered">When news last arrived, exact to a minute.</param>
/// <param name="LastFailure">What the address last answered that was no success, without anything of its body.</param>
internal sealed record TriggerHealth(
    SuspensionCause? Cause = null,
    DateTimeOffset? Since = null,
    long Missed = 0,
    DateTimeOffset? NextTry = null,
    DateTimeOffset? LastDelivered = null,
    string? LastFailure = null)
{
    public static TriggerHealth Fine { get; } = new();

    /// <summary>The services whose news are not delivered, by id; where they are all of the trigger's, that is its cause.</summary>
    public IReadOnlyList<LostService> Lost { get; init; } = [];

    /// <summary>How often it was suspended or resumed, as a whole or for a service: tells what is said to its flow apart.</summary>
    public int Turns { get; init; }
}

/// <summary>Why a trigger cannot be delivered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SuspensionCause>))]
internal enum SuspensionCause
{
    /// <summary>Its user lost the role for the services, or is gone.</summary>
    RoleLost,

    /// <summary>The address does not take it, or leads to where the app does not call.</summary>
    AddressGone,

    /// <summary>None of its services is there any more.</summary>
    ServiceGone,
}
