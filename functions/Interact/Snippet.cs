using System.Text.Encodings.Web;

namespace NimbusFunctions.Interact;

/// <summary>What is put into a web page so that its visitors reach a user: the element that the widget's script brings to life.</summary>
internal static class Snippet
{
    /// <summary>Everything in it is escaped, so that no name ends an attribute.</summary>
    public static string Write(string contactId, string widgetKey, string name, InteractContact contact)
    {
        var html = HtmlEncoder.Default;
        var modalities = string.Join(
            ' ', new[] { contact.AudioVideo ? SessionBody.AudioVideo : null, contact.InstantMessaging ? SessionBody.InstantMessaging : null }.OfType<string>());
        return $"<nimbus-interact contact-id=\"{html.Encode(contactId)}\" widget-key=\"{html.Encode(widgetKey)}\" contact-name=\"{html.Encode(name)}\" modalities=\"{modalities}\"></nimbus-interact>";
    }
}

/// <summary>The snippet of a user, with what is in it.</summary>
/// <param name="ContactId">Whom the page's visitors reach.</param>
/// <param name="WidgetKey">The tenant's key; not the contact's id.</param>
/// <param name="Html">To be copied into the page.</param>
internal sealed record SnippetAnswer(string ContactId, string WidgetKey, string Html);
