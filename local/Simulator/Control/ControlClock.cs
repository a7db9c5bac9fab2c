using NimbusFunctions.Local.Clock;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>GET and PUT /_control/clock: the time that the app, the queues, the timers and the directories see.</summary>
internal sealed class ControlClock(MovableClock clock)
{
    public ControlReply Handle(ControlRequest request)
    {
        if (request.Method == "PUT")
        {
            if (request.Read<ClockBody>(out var unread) is not { } body) return unread!;
            if (body.AheadSeconds is null == body.Now is null)
                return ControlReply.Problem(400, "invalid-clock", "Give aheadSeconds or now.");
            var ahead = body.Now is { } now
                ? clock.Ahead + (now - clock.GetUtcNow())
                : TimeSpan.FromSeconds(Math.Clamp(body.AheadSeconds!.Value, -1, MovableClock.Furthest.TotalSeconds + 1));
            if (!clock.TryMove(ahead))
            {
                return ControlReply.Problem(
                    400, "invalid-clock", $"The clock goes forward only, and at most {MovableClock.Furthest.TotalDays:0} days ahead; it is {clock.Ahead.TotalSeconds:0} seconds ahead now.");
            }
        }

        return ControlReply.Ok(new { Now = clock.GetUtcNow(), AheadSeconds = clock.Ahead.TotalSeconds });
    }
}
