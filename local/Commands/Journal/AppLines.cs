namespace NimbusFunctions.Local.Commands.Journal;

/// <summary>
/// Reads the app's console lines one after the other and says which ones a person wants to see. The app's logger
/// begins an entry with its level; an indented line, or one of a stack trace, belongs to the entry before it.
/// </summary>
internal sealed class AppLines
{
    private static readonly string[] Quiet = ["trce:", "dbug:", "info:"];
    private static readonly string[] Loud = ["warn:", "fail:", "crit:"];

    private bool loud;

    /// <param name="line">The line.</param>
    /// <param name="error">Whether it came over the error stream.</param>
    /// <returns>Whether it is, or belongs to, a warning or an error.</returns>
    public bool IsLoud(string line, bool error)
    {
        if (Begins(line, Loud))
            loud = true;
        else if (Begins(line, Quiet))
            loud = false;
        else if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
            loud = error;

        return loud && line.Length > 0;
    }

    private static bool Begins(string line, string[] levels) => levels.Any(level => line.StartsWith(level, StringComparison.Ordinal));
}
