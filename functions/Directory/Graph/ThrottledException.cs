namespace NimbusFunctions.Directory.Graph;

/// <summary>Graph asks to wait longer than a call should be kept waiting.</summary>
internal sealed class ThrottledException(TimeSpan wait) : Exception($"Graph asks to wait {wait.TotalSeconds:0.###} s.")
{
    /// <summary>How long to wait.</summary>
    public TimeSpan Wait { get; } = wait;
}
