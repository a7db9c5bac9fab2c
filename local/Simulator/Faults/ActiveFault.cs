namespace NimbusFunctions.Local.Simulator.Faults;

/// <summary>A fault in a list, with its number and how often it has struck.</summary>
internal sealed record ActiveFault(int Id, Fault Fault, int Struck);
