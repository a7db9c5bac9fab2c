namespace NimbusFunctions.Local.Flows;

/// <summary>A step of a flow cannot go on; the message says why.</summary>
internal sealed class FlowException(string message) : Exception(message);
