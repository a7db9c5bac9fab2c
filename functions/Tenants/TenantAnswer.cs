using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tenants;

/// <summary>A tenant in the operator's list.</summary>
/// <param name="Name">As in the settings; null of one that has ended.</param>
/// <param name="O365Domain">As in the settings.</param>
/// <param name="Partner">Who looks after it.</param>
internal sealed record TenantAnswer(
    string Id, string? Name, string? O365Domain, string? Partner, TenantState State, long Revision, DateTimeOffset Created, DateTimeOffset? DeletionAsked,
    DateTimeOffset? DeletionConfirmed, DateTimeOffset? DeletionEnds, DateTimeOffset? Ended)
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="document">Its settings; null where it has ended.</param>
    public static TenantAnswer Of(Tenant tenant, SettingsDocument? document)
    {
        var general = document is null ? null : SettingsCatalogue.General.Parse(document.Of(SettingsCatalogue.General).Json);
        var partner = document is null ? null : SettingsCatalogue.Partner.Parse(document.Of(SettingsCatalogue.Partner).Json);
        return new(
            tenant.Id, general?.Name, general?.O365Domain, partner?.Partner, tenant.State, tenant.Revision, tenant.Created, tenant.DeletionAsked,
            tenant.DeletionConfirmed, tenant.DeletionEnds, tenant.Ended);
    }
}
