namespace Azure.Messaging.ServiceBus;

/// <summary>How the time between two tries grows.</summary>
public enum ServiceBusRetryMode
{
    /// <summary>It does not.</summary>
    Fixed = 0,

    /// <summary>It doubles, with some chance in it.</summary>
    Exponential = 1,
}
