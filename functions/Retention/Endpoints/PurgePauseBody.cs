using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Endpoints;

/// <summary>What the switch is set to.</summary>
/// <param name="Paused">Whether purges wait.</param>
/// <param name="Reason">Why, 1 to 500 characters; needed where they are to wait.</param>
internal sealed record PurgePauseBody(bool? Paused, string? Reason = null)
{
    public const int LongestReason = 500;

    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        if (Paused is null)
            errors.Add("paused", "must be true or false.");
        errors.Text("reason", Reason, LongestReason, required: Paused == true);
        return errors;
    }
}
