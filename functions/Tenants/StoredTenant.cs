using Azure;

namespace NimbusFunctions.Tenants;

/// <summary>A tenant as read, with the tag that guards its next change.</summary>
internal sealed record StoredTenant(Tenant Tenant, ETag ETag);
