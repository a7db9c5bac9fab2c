using System.Globalization;

namespace NimbusFunctions.Local.Clock;

/// <summary>
/// The time that the edition lives in: the machine's, and as far ahead as people moved it. The app reads the distance from a
/// file. Tokens and certificates stay with the machine's clock, because the libraries that check them do.
/// </summary>
internal sealed class MovableClock : TimeProvider, IDisposable
{
    /// <summary>As far as it can be moved.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(20 * 365);

    private readonly Lock gate = new();
    private readonly string? temporary;
    private TimeSpan ahead;

    private MovableClock(string folder, bool isTemporary)
    {
        temporary = isTemporary ? folder : null;
        File = Path.Combine(folder, "ahead");
        if (global::System.IO.File.Exists(File)
            && long.TryParse(global::System.IO.File.ReadAllText(File), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            ahead = TimeSpan.FromSeconds(seconds);
        Write();
    }

    /// <summary>Is told after it was moved.</summary>
    public event Action? Moved;

    /// <summary>Where the distance stands, in whole seconds.</summary>
    public string File { get; }

    /// <summary>How far it is ahead.</summary>
    public TimeSpan Ahead
    {
        get
        {
            lock (gate)
                return ahead;
        }
    }

    /// <summary>A clock that goes on from where a former edition left it.</summary>
    /// <param name="folder">Where its file lies; null: in a folder that goes with it.</param>
    public static MovableClock Open(string? folder) =>
        new(folder ?? Directory.CreateTempSubdirectory("nimbus-clock-").FullName, folder is null);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    /// <summary>Moves it to so far ahead, in whole seconds.</summary>
    /// <returns>False where that is back, or further than it can be moved: what was stored would lie in a future that never comes.</returns>
    public bool TryMove(TimeSpan to)
    {
        lock (gate)
        {
            if (to < ahead || to > Furthest)
                return false;
            ahead = TimeSpan.FromSeconds(Math.Floor(to.TotalSeconds));
            Write();
        }

        Moved?.Invoke();
        return true;
    }

    public void Dispose()
    {
        if (temporary is not null && Directory.Exists(temporary))
            Directory.Delete(temporary, recursive: true);
    }

    private void Write() => global::System.IO.File.WriteAllText(File, ((long)ahead.TotalSeconds).ToString(CultureInfo.InvariantCulture));
}
