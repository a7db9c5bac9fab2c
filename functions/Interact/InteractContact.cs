using System.Text.Json;

namespace NimbusFunctions.Interact;

/// <summary>How visitors of web pages reach a user or a service. Its contact id is the user's object id, or the service's id.</summary>
/// <param name="Active">Whether it can be reached at all.</param>
/// <param name="AudioVideo">Whether by voice and video.</param>
/// <param name="InstantMessaging">Whether by chat.</param>
/// <param name="DirectSystemMessages">Whether visitors of a user's are told by the system when nobody answers.</param>
/// <param name="RestrictAccess">Whether only pages of a domain template reach it.</param>
/// <param name="DomainTemplateId">The template; needed where access is restricted.</param>
/// <param name="DirectSystemMessagesId">Of a user who is reached by chat: the messages of it; null: the usual ones.</param>
internal sealed record InteractContact(
    bool Active = false, bool AudioVideo = true, bool InstantMessaging = true, bool DirectSystemMessages = false, bool RestrictAccess = false,
    string? DomainTemplateId = null, string? DirectSystemMessagesId = null)
{
    public const string Column = "Interact";

    public static InteractContact None { get; } = new();

    public static InteractContact Read(string? column) =>
        string.IsNullOrEmpty(column) ? None : JsonSerializer.Deserialize(column, NimbusJson.Stored.InteractContact) ?? None;

    /// <summary>For a row that is merged: what was never set is empty.</summary>
    public string Write() => this == None ? "" : JsonSerializer.Serialize(this, NimbusJson.Default.InteractContact);
}
