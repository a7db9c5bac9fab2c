using NimbusFunctions.Web;

namespace NimbusFunctions.Interact;

/// <summary>The body of a session's validation.</summary>
/// <param name="WidgetKey">What the page showed.</param>
/// <param name="ContactId">Whom the visitor wants: a user's object id, or a service's id.</param>
/// <param name="Origin">The page's origin, as the browser told it.</param>
/// <param name="Modality"><c>AudioVideo</c> or <c>InstantMessaging</c>; null: any that is on.</param>
internal sealed record SessionBody(string? WidgetKey, string? ContactId, string? Origin, string? Modality = null)
{
    public const string AudioVideo = "AudioVideo";
    public const string InstantMessaging = "InstantMessaging";

    private const int LongestOrigin = 300;

    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        errors.Text("widgetKey", WidgetKey, 128, required: true);
        errors.Text("contactId", ContactId, 64, required: true);
        errors.Text("origin", Origin, LongestOrigin, required: true);
        errors.OneOf("modality", Modality, [AudioVideo, InstantMessaging]);
        return errors;
    }
}
