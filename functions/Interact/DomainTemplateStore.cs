using NimbusFunctions.Configuration;

namespace NimbusFunctions.Interact;

/// <summary>The domain templates that users and services refer to.</summary>
internal sealed class DomainTemplateStore(ConfigurationStore configuration, ReferenceStore references)
{
    private const string Slot = "domainTemplateId";
    private const string MessagesSlot = "directSystemMessagesId";

    public async Task<DomainTemplate?> FindAsync(string tenant, string id, CancellationToken cancellation) =>
        await configuration.FindAsync(tenant, ConfigurationKinds.DomainTemplates.Segment, id, cancellation) is { } entity ? DomainTemplate.Of(entity) : null;

    /// <summary>The references of a contact: its template, and of a user's the messages.</summary>
    public static IReadOnlyList<EntityReference> ReferencesOf(InteractContact contact) =>
    [
        .. contact.DomainTemplateId is { } template ? new[] { new EntityReference(ConfigurationKinds.DomainTemplates.Segment, template, Slot) } : [],
        .. contact.DirectSystemMessagesId is { } messages
            ? new[] { new EntityReference(ConfigurationKinds.DirectSystemMessages.Segment, messages, MessagesSlot) } : [],
    ];

    /// <summary>Writes a contact: takes the reference to its template before, and leaves that to the former one after.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="who">The user or service.</param>
    /// <param name="before">Its contact as it is.</param>
    /// <param name="after">The contact as it is to be.</param>
    /// <param name="write">Writes it; false where somebody else was first.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>False where somebody else was first, or the template is gone.</returns>
    public async Task<bool> WriteAsync(
        string tenant, Referrer who, InteractContact before, InteractContact after, Func<Task<bool>> write, CancellationToken cancellation)
    {
        var wanted = ReferencesOf(after);
        var taken = await references.PrepareAsync(tenant, who, wanted, [.. ReferencesOf(before).Except(wanted)], cancellation);
        var isWritten = taken.Missing.Count == 0 && await write();
        await (isWritten ? references.LeaveAsync(tenant, taken.ToLeave, cancellation) : references.GiveBackAsync(tenant, who, taken.Made, cancellation));
        return isWritten;
    }
}
