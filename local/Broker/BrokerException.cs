namespace NimbusFunctions.Local.Broker;

/// <summary>A rule of Service Bus was broken; nothing was changed.</summary>
internal sealed class BrokerException(BrokerReason reason, string message) : Exception(message)
{
    /// <summary>Which rule.</summary>
    public BrokerReason Reason { get; } = reason;
}
