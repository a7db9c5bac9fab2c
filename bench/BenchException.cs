namespace NimbusFunctions.Bench;

/// <summary>A bench could not be carried out, or found something wrong; the message says what.</summary>
internal sealed class BenchException(string message, Exception? inner = null) : Exception(message, inner);
