namespace NimbusFunctions.Local.Azurite;

/// <summary>How a tool ended and what it said, without empty lines.</summary>
internal sealed record ToolResult(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors);
