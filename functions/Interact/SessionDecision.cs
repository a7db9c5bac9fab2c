using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Interact;

/// <summary>Whom a visitor wants, as far as it is known.</summary>
/// <param name="Kind"><c>user</c> or <c>service</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Contact">How it is reached.</param>
/// <param name="IsInWork">Whether the user has access and the licence, or the service takes work.</param>
internal sealed record SessionContact(string Kind, string Id, InteractContact Contact, bool IsInWork);

/// <summary>Whether a visitor's session may begin: values in, a decision out.</summary>
internal static class SessionDecision
{
    /// <summary>Nobody learns from a refusal which keys there are, and whose.</summary>
    public static Problem WrongKey { get; } = Refused(ProblemTypes.WidgetKeyWrong, "The widget key is wrong; take it from the tenant's settings.");

    /// <summary>Why it may not; null: it may.</summary>
    /// <param name="tenant">The tenant of the key.</param>
    /// <param name="contact">Whom the visitor wants; null: there is nobody of that id.</param>
    /// <param name="template">The template that the contact refers to; null: there is none.</param>
    /// <param name="asked">What the page sent.</param>
    public static Problem? Refusal(TenantSettings tenant, SessionContact? contact, DomainTemplate? template, SessionBody asked)
    {
        if (tenant.State == TenantState.Suspended)
            return Refused(ProblemTypes.TenantSuspended, "The tenant is suspended.");
        if (!tenant.Interact.Enabled)
            return Refused(ProblemTypes.InteractDisabled, "Interact is switched off in the tenant's settings (interact.enabled).");
        if (contact is not { IsInWork: true, Contact.Active: true })
            return Refused(ProblemTypes.ContactInactive, $"Nobody can be reached as '{Printable.Short(asked.ContactId!)}': no such contact, or it is not active.");
        var modalities = ModalitiesOf(tenant, contact.Contact);
        if (modalities.Count == 0 || (asked.Modality is { } wanted && !modalities.Contains(wanted)))
            return Refused(ProblemTypes.ModalityMissing, $"The contact is not reached by {asked.Modality ?? "anything"}: that is switched off.");
        if (contact.Contact.RestrictAccess && template?.Covers(asked.Origin!) != true)
            return Refused(ProblemTypes.OriginRefused, $"Pages of {Printable.Short(asked.Origin!)} do not reach this contact: its domain template does not name them.");
        return null;
    }

    public static SessionAnswer Answer(string tenantId, TenantSettings tenant, SessionContact contact) => new(
        tenantId, contact.Kind, contact.Id, ModalitiesOf(tenant, contact.Contact), contact.Contact.DirectSystemMessages,
        tenant.Interact.SessionRecoverySeconds, tenant.Interact.Authorization, tenant.Interact.O365UserId);

    private static List<string> ModalitiesOf(TenantSettings tenant, InteractContact contact)
    {
        var modalities = new List<string>();
        if (contact.AudioVideo)
            modalities.Add(SessionBody.AudioVideo);
        if (contact.InstantMessaging && tenant.InstantMessaging.Enabled)
            modalities.Add(SessionBody.InstantMessaging);
        return modalities;
    }

    private static Problem Refused(string type, string detail) => new(type, "The session may not begin.", StatusCodes.Status403Forbidden, detail);
}
