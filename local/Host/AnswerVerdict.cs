namespace NimbusFunctions.Local.Host;

/// <summary>What the host makes of a function's answer.</summary>
internal enum AnswerVerdict
{
    Done,
    Failed,

    /// <summary>The host takes the answer for none, waits until functionTimeout and kills the app.</summary>
    Unnoticed,
}
