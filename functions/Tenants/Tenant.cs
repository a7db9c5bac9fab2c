namespace NimbusFunctions.Tenants;

/// <summary>A customer tenant.</summary>
/// <param name="Id">The Entra tenant id, lower case, as <c>tid</c> in its tokens.</param>
/// <param name="Revision">Grows by one with every change of any section; caps are compared by it.</param>
internal sealed record Tenant(string Id, TenantState State, long Revision, DateTimeOffset Created);
