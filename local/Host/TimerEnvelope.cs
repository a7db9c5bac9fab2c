using System.Globalization;

namespace NimbusFunctions.Local.Host;

/// <summary>The envelope of a timer.</summary>
internal static class TimerEnvelope
{
    /// <param name="timer">The function.</param>
    /// <param name="status">The status from before this run; null where the host keeps none.</param>
    /// <param name="pastDue">Whether a missed occurrence is made up for.</param>
    /// <param name="now">The time of the call.</param>
    public static byte[] Write(TimerDeclaration timer, ScheduleStatus? status, bool pastDue, DateTimeOffset now) => Envelope.Write(timer, now, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("Schedule");
        writer.WriteBoolean("AdjustForDST", true);
        writer.WriteEndObject();
        if (status is null)
        {
            writer.WriteNull("ScheduleStatus");
        }
        else
        {
            writer.WriteStartObject("ScheduleStatus");
            writer.WriteString("Last", Text(status.Last));
            writer.WriteString("Next", Text(status.Next));
            writer.WriteString("LastUpdated", Text(status.Last));
            writer.WriteEndObject();
        }

        writer.WriteBoolean("IsPastDue", pastDue);
        writer.WriteEndObject();
    });

    // .NET's zero time has no offset on the wire.
    private static string Text(DateTimeOffset? time) =>
        time?.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture) ?? "0001-01-01T00:00:00";
}
