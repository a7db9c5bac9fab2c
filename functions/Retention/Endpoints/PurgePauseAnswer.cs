using NimbusFunctions.Retention.Guards;

namespace NimbusFunctions.Retention.Endpoints;

/// <summary>How the switch stands.</summary>
internal sealed record PurgePauseAnswer(bool Paused, string? By, DateTimeOffset? At, string? Reason)
{
    public static PurgePauseAnswer Of(PurgePause? pause) => new(pause is not null, pause?.By, pause?.At, pause?.Reason);
}
