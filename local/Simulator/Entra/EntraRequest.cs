namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>A request to an Entra endpoint.</summary>
/// <param name="Tenant">The first segment of the path: a tenant id, a domain, common or organizations.</param>
/// <param name="Values">Query or form values.</param>
/// <param name="Self">Path and query, for a page that leads back here.</param>
internal sealed record EntraRequest(string Tenant, IReadOnlyDictionary<string, string> Values, string Self)
{
    public string? this[string name] => Values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
