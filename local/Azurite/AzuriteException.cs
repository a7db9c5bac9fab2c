namespace NimbusFunctions.Local.Azurite;

/// <summary>Why the table emulator cannot run here, in one line for a person.</summary>
internal sealed class AzuriteException(string message, Exception? inner = null) : Exception(message, inner);
