namespace NimbusFunctions.Local.Commands;

/// <summary>Which command is meant when none is named: <c>up</c>.</summary>
internal static class DefaultCommand
{
    private static readonly string[] ForTheRoot = ["-h", "-?", "--help", "--version"];

    /// <summary>The arguments with <c>up</c> before them, unless the first one is a command, or asks about the program itself.</summary>
    public static string[] Apply(string[] arguments) =>
        arguments.Length > 0 && (!arguments[0].StartsWith('-') || ForTheRoot.Contains(arguments[0]))
            ? arguments
            : [UpCommand.Name, .. arguments];
}
