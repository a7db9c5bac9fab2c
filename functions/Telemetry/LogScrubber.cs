using OpenTelemetry;
using OpenTelemetry.Logs;

namespace NimbusFunctions.Telemetry;

/// <summary>
/// Of an exception its kind and its stack are told, not its text: neighbours write bodies and addresses into it. What the
/// app itself logs holds no personal data, by its rules.
/// </summary>
internal sealed class LogScrubber : BaseProcessor<LogRecord>
{
    private const int LongestStack = 4_000;

    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is not { } failure)
            return;
        var stack = failure.StackTrace ?? "";
        data.Attributes =
        [
            .. data.Attributes ?? [],
            new("exception.type", Kinds(failure)),
            new("exception.stacktrace", stack.Length > LongestStack ? stack[..LongestStack] : stack),
        ];
        data.Exception = null;
    }

    // What it came of often says more: HttpRequestException < SocketException.
    private static string Kinds(Exception failure) => failure.InnerException is { } inner
        ? $"{failure.GetType().FullName} < {inner.GetType().FullName}"
        : failure.GetType().FullName!;
}
