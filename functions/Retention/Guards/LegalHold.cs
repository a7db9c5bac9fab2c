namespace NimbusFunctions.Retention.Guards;

/// <summary>Nothing of a user or a service goes while it stands. Several on one subject stand for themselves.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="User">A directory user's id, or null.</param>
/// <param name="Service">A service's id, or null: one of the two is there.</param>
/// <param name="Reason">Why, 1 to 500 characters.</param>
/// <param name="Author">Who set it.</param>
/// <param name="At">When.</param>
internal sealed record LegalHold(string Id, string? User, string? Service, string Reason, string Author, DateTimeOffset At)
{
    /// <summary>Each purge reads all of a tenant's.</summary>
    public const int MostOfTenant = 1_000;

    public string Subject => User ?? Service!;
}
