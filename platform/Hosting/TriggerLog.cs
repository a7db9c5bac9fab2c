using Microsoft.Extensions.Logging;

namespace Nimbus.Platform.Hosting;

/// <summary>What trigger endpoints log: names and counts, never a body. Event ids 1001 to 1019.</summary>
internal static partial class TriggerLog
{
    private static readonly Func<ILogger, string, string, IDisposable?> Scope =
        LoggerMessage.DefineScope<string, string>("{FunctionName} {InvocationId}");

    public static IDisposable? Invocation(ILogger logger, string functionName, string invocationId) => Scope(logger, functionName, invocationId);

    [LoggerMessage(1001, LogLevel.Error, "{Function} failed.")]
    public static partial void Failed(ILogger logger, Exception exception, string function);

    [LoggerMessage(1002, LogLevel.Error, "{Function} was stopped at its deadline of {Deadline}, before the host kills the process.")]
    public static partial void Overdue(ILogger logger, string function, TimeSpan deadline);

    [LoggerMessage(1003, LogLevel.Warning, "{Function} was called with something that is not the host's envelope: {Problem}.")]
    public static partial void Malformed(ILogger logger, string function, string problem);

    [LoggerMessage(1004, LogLevel.Warning, "{Function} was called as a trigger by a request that came from outside; nothing was run.")]
    public static partial void Outside(ILogger logger, string function);

    [LoggerMessage(1005, LogLevel.Warning, "{Function}: the host gave up the call.")]
    public static partial void Aborted(ILogger logger, string function);
}
