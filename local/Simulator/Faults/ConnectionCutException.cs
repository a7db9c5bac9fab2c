namespace NimbusFunctions.Local.Simulator.Faults;

/// <summary>A fault wants the connection cut without an answer.</summary>
internal sealed class ConnectionCutException() : Exception("The connection is cut on purpose.");
