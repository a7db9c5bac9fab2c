namespace Nimbus.Platform.Hosting;

/// <summary>Reads the tick in a timer trigger's envelope.</summary>
internal static class TimerReader
{
    /// <exception cref="MalformedEnvelopeException">The value is no timer.</exception>
    public static TimerTick Read(Envelope envelope)
    {
        if (WireValue.Object(envelope.Value) is not { } timer || JsonReading.Property(timer, "IsPastDue") is not { } pastDue)
            throw new MalformedEnvelopeException("the value is not a timer");
        var status = JsonReading.Property(timer, "ScheduleStatus") ?? default;
        return new(
            string.Equals(WireValue.Text(pastDue), bool.TrueString, StringComparison.OrdinalIgnoreCase),
            WireValue.Time(JsonReading.Property(status, "Last") ?? default),
            WireValue.Time(JsonReading.Property(status, "Next") ?? default));
    }
}
