namespace Azure.Messaging.ServiceBus;

/// <summary>Why an operation failed.</summary>
public enum ServiceBusFailureReason
{
    /// <summary>None of the other reasons.</summary>
    GeneralError = 0,

    /// <summary>There is no such queue.</summary>
    MessagingEntityNotFound = 1,

    /// <summary>The lock ran out or was settled; another receiver may have the message.</summary>
    MessageLockLost = 2,

    /// <summary>There is no such message.</summary>
    MessageNotFound = 3,

    /// <summary>The message or the batch is larger than the service takes.</summary>
    MessageSizeExceeded = 4,

    /// <summary>The queue is disabled.</summary>
    MessagingEntityDisabled = 5,

    /// <summary>The queue is full, or another quota is used up.</summary>
    QuotaExceeded = 6,

    /// <summary>The service is throttling; later it may work.</summary>
    ServiceBusy = 7,

    /// <summary>No answer in time. Whether the operation was carried out is not known.</summary>
    ServiceTimeout = 8,

    /// <summary>The service could not be reached.</summary>
    ServiceCommunicationProblem = 9,

    /// <summary>The session is with another receiver.</summary>
    SessionCannotBeLocked = 10,

    /// <summary>The session's lock ran out.</summary>
    SessionLockLost = 11,

    /// <summary>An entity of that name exists already.</summary>
    MessagingEntityAlreadyExists = 12,
}
