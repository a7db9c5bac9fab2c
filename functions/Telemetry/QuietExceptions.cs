using System.Diagnostics;

namespace NimbusFunctions.Telemetry;

/// <summary>
/// Exceptions that a span records come without their text and stack. An event cannot be changed afterwards, so this
/// speaks first; nobody else then writes the same tags (<see cref="ActivityListener.ExceptionRecorder"/>).
/// </summary>
internal sealed class QuietExceptions : IDisposable
{
    private readonly ActivityListener listener = new()
    {
        ShouldListenTo = static source => source.Name is "Microsoft.AspNetCore" or "System.Net.Http" || source.Name.StartsWith("Azure.", StringComparison.Ordinal),
        ExceptionRecorder = static (_, failure, ref tags) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "exception.type")
                    return;
            }

            tags.Add("exception.type", failure.GetType().FullName);
            tags.Add("exception.message", "");
            tags.Add("exception.stacktrace", "");
        },
    };

    public QuietExceptions() => ActivitySource.AddActivityListener(listener);

    public void Dispose() => listener.Dispose();
}
