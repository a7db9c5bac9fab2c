namespace NimbusFunctions.Retention.Purge;

/// <summary>A message of <c>retention-purge</c>: a slice of a tenant's purge.</summary>
/// <param name="Tenant">The tenant, or <c>-</c> for what belongs to none.</param>
/// <param name="Sequence">The purge's number.</param>
/// <param name="Slice">The slice's, from 0.</param>
internal sealed record PurgeRequest(string Tenant, long Sequence, int Slice);
