namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>What a request was for; one status means different things.</summary>
internal enum RestOperation
{
    /// <summary>Sending.</summary>
    Send,

    /// <summary>Receiving.</summary>
    Receive,

    /// <summary>Completing, abandoning or renewing under a lock.</summary>
    Settle,
}
