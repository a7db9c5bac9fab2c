namespace Azure.Messaging.ServiceBus;

/// <summary>How a <see cref="ServiceBusSender"/> behaves.</summary>
public class ServiceBusSenderOptions
{
    /// <summary>A name for the sender; a random one unless set.</summary>
    public string? Identifier { get; set; }
}
