namespace NimbusFunctions.Local.Broker;

/// <summary>Why the broker refused.</summary>
internal enum BrokerReason
{
    /// <summary>A queue with sessions was sent a message without a session id.</summary>
    SessionIdRequired,

    /// <summary>A queue with sessions was read without a session.</summary>
    SessionReceiverRequired,

    /// <summary>A session was asked of a queue that has none.</summary>
    NoSessions,

    /// <summary>The session's lock was lost; its messages may be with another receiver.</summary>
    SessionLockLost,

    /// <summary>A message, or all messages of one send together, are over 256 KB.</summary>
    MessageTooLarge,

    /// <summary>A property is out of its range; the text says which.</summary>
    InvalidMessage,

    /// <summary>The queue is full.</summary>
    QuotaExceeded,

    /// <summary>Nobody can send to a dead-letter sub-queue.</summary>
    SendToDeadLetter,
}
