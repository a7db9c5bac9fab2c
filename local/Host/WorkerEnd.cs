namespace NimbusFunctions.Local.Host;

/// <summary>How a process of the app came to its end.</summary>
internal enum WorkerEnd
{
    /// <summary>With exit code 0: the host never starts it again.</summary>
    Silent,

    /// <summary>With another exit code, or not ready in time: an error that counts.</summary>
    Failed,

    /// <summary>By the host's own hand, or with the exit code that asks for a restart: does not count.</summary>
    Restart,
}
