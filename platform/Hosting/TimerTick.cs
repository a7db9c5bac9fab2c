namespace Nimbus.Platform.Hosting;

/// <summary>One firing of a timer trigger.</summary>
/// <param name="IsPastDue">The occurrence was missed (the host was down) and is made up for now.</param>
/// <param name="Last">
/// When the timer fired before; <see langword="null"/> before the first time, and always where the host keeps no
/// schedule status (<c>useMonitor: false</c>, or an interval under a minute).
/// </param>
/// <param name="Next">The occurrence that the host had written down, usually this one; <see langword="null"/> likewise.</param>
public sealed record TimerTick(bool IsPastDue, DateTimeOffset? Last, DateTimeOffset? Next);
