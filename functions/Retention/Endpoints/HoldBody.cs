using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Endpoints;

/// <summary>The body of a new legal hold.</summary>
/// <param name="User">A directory user's id; or</param>
/// <param name="Service">a service's id. Neither needs to be there any more.</param>
/// <param name="Reason">Why, 1 to 500 characters.</param>
internal sealed record HoldBody(string? User = null, string? Service = null, string? Reason = null)
{
    private const int LongestReason = 500;
    private const int LongestService = 64;

    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        if (User is null && Service is null)
            errors.Add("user", "must be a directory user's id, unless service names a service.");
        if (User is not null && Service is not null)
            errors.Add("service", "must not be given beside user: set two holds.");
        errors.Guid("user", User);
        errors.Text("service", Service, LongestService);
        if (Service is not null && !Service.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'))
            errors.Add("service", "must be a service's id: letters, digits, dots, hyphens, underscores.");
        errors.Text("reason", Reason, LongestReason, required: true);
        return errors;
    }
}
