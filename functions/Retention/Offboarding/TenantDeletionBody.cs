namespace NimbusFunctions.Retention.Offboarding;

/// <summary>The body of <c>DELETE /v1/tenants/{t}</c>.</summary>
/// <param name="Confirm">Must be <c>YES</c>, exactly so.</param>
internal sealed record TenantDeletionBody(string? Confirm = null)
{
    private const string Yes = "YES";

    public bool IsConfirmed => Confirm == Yes;
}
