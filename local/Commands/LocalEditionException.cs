namespace NimbusFunctions.Local.Commands;

/// <summary>Why the local edition cannot start or go on, in one line for the person at the keyboard.</summary>
internal sealed class LocalEditionException(string message, Exception? inner = null) : Exception(message, inner);
