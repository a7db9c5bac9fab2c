using NimbusFunctions.Local.Azurite;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Host;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Local.Commands;

/// <summary>What a person at the keyboard is told of an exception.</summary>
internal static class Failure
{
    /// <summary>One line for what can happen on any machine; null for what nobody planned, which must be seen in full.</summary>
    public static string? Explain(Exception e) => e switch
    {
        LocalEditionException or AzuriteException or FunctionHostException or SimulatorException or ApiException => OneLine(e.Message),
        IOException or UnauthorizedAccessException or InvalidDataException => OneLine(e.Message),
        HttpRequestException => OneLine($"A part of the local edition does not answer: {e.Message}"),
        _ => null,
    };

    private static string OneLine(string message) =>
        string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
