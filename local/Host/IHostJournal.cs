namespace NimbusFunctions.Local.Host;

/// <summary>Who is told what the host and the app do. Called from any thread.</summary>
internal interface IHostJournal
{
    /// <summary>A function has run.</summary>
    void Invocation(InvocationEntry entry);

    /// <summary>The app wrote a line.</summary>
    void WorkerOutput(string line, bool error);

    /// <summary>Something happened to the host or the app's process.</summary>
    void HostEvent(string line);
}
