namespace Azure.Messaging.ServiceBus;

/// <summary>An operation of Service Bus failed.</summary>
public class ServiceBusException : Exception
{
    /// <summary>A failure that nothing is known about.</summary>
    public ServiceBusException()
    {
    }

    /// <summary>A failure for which the caller knows whether a later try may work.</summary>
    /// <param name="isTransient">A later try may work.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="entityName">The queue concerned.</param>
    /// <param name="reason">Why.</param>
    /// <param name="innerException">What caused it.</param>
    public ServiceBusException(
        bool isTransient,
        string message,
        string? entityName = null,
        ServiceBusFailureReason reason = ServiceBusFailureReason.GeneralError,
        Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = isTransient;
        EntityPath = entityName;
        Reason = reason;
    }

    /// <summary>A failure whose reason tells whether a later try may work.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="reason">Why.</param>
    /// <param name="entityPath">The queue concerned.</param>
    /// <param name="innerException">What caused it.</param>
    public ServiceBusException(
        string message, ServiceBusFailureReason reason, string? entityPath = null, Exception? innerException = null)
        : this(
            reason is ServiceBusFailureReason.ServiceCommunicationProblem or ServiceBusFailureReason.ServiceTimeout or ServiceBusFailureReason.ServiceBusy,
            message,
            entityPath,
            reason,
            innerException)
    {
    }

    /// <summary>The queue concerned.</summary>
    public string? EntityPath { get; }

    /// <summary>A later try may work.</summary>
    public bool IsTransient { get; }

    /// <summary>Why it failed.</summary>
    public ServiceBusFailureReason Reason { get; }

    /// <summary>What went wrong, with the queue and the reason.</summary>
    public override string Message =>
        string.IsNullOrEmpty(EntityPath) ? $"{base.Message} ({Reason})" : $"{base.Message} ({EntityPath} - {Reason})";
}
