using System.Globalization;

namespace Nimbus.Platform.Hosting;

/// <summary>
/// When an invocation must have ended by itself. The host cancels nothing: at functionTimeout it kills the process,
/// and every other call in flight dies too.
/// </summary>
internal static class InvocationDeadline
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>The host's default on every plan but the old Consumption one.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Thirty seconds or a tenth before the timeout, whichever is more; a very short timeout is halved.</summary>
    /// <returns>The time an invocation may take; <see langword="null"/> without a timeout.</returns>
    public static TimeSpan? Before(TimeSpan? functionTimeout)
    {
        if (functionTimeout is not { } timeout)
            return null;
        var reserve = timeout / 10 > Margin ? timeout / 10 : Margin;
        return reserve > timeout / 2 ? timeout / 2 : timeout - reserve;
    }

    /// <summary>Reads host.json's functionTimeout: <c>hh:mm:ss</c>, or <c>-1</c> for none.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static TimeSpan? ParseTimeout(string? text)
    {
        if (text is null)
            return DefaultTimeout;
        if (text.Trim() == "-1")
            return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) && timeout > TimeSpan.Zero
            ? timeout
            : throw new FormatException($"functionTimeout '{text}' is not a time like 00:10:00");
    }
}
