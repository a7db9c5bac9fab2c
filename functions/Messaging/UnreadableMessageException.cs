namespace NimbusFunctions.Messaging;

/// <summary>The body of a message is nothing that its queue carries: no repetition changes that.</summary>
internal sealed class UnreadableMessageException(string kind, Exception? cause = null) : Exception($"The body cannot be read: {kind}.", cause);
