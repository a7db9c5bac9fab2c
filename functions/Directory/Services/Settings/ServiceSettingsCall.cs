using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>Who wants to do what with a service's settings.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="ServiceId">The service.</param>
/// <param name="Caller">Who asks.</param>
internal sealed record ServiceSettingsCall(string Tenant, string ServiceId, Caller Caller)
{
    /// <summary>Whether the caller may, with a service that lies in a unit.</summary>
    public bool May(string permission, Letters letter, string unit, IReadOnlyList<OrganizationUnit> tree) =>
        Caller.ScopeOf(permission, letter).Covers(OrganizationUnit.PathOf(unit, tree), ServiceId);

    /// <summary>Which fields the caller may read.</summary>
    public Func<ServiceField, bool> Readable(Service service, IReadOnlyList<OrganizationUnit> tree) =>
        field => May(field.Permission, Letters.Read, service.OrganizationUnitId, tree);
}

/// <summary>What somebody wants the settings to be.</summary>
/// <param name="Given">The document as it was sent.</param>
/// <param name="Section">The section that it is; null: all of them.</param>
/// <param name="IsPatch">Whether it is a merge patch.</param>
/// <param name="IfMatch">What the caller takes them to be.</param>
internal sealed record ServiceSettingsChange(JsonObject Given, ServiceSection? Section, bool IsPatch, IfMatch IfMatch);
