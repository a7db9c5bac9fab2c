using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Access;

/// <summary>
/// What a partner may not see of people, in every answer that shows something of them: asterisks, always as many. Whoever is
/// a Partner Administrator is masked whatever other roles he has, or gets from himself.
/// </summary>
/// <param name="Users">Whether names and addresses of users are masked.</param>
/// <param name="Customers">Whether what tasks hold of customers is masked.</param>
internal sealed record Masks(bool Users, bool Customers)
{
    /// <summary>Says nothing of the length of what it hides.</summary>
    public const string Asterisks = "*****";

    public static Masks None { get; } = new(false, false);

    /// <summary>What a caller may not see, by the tenant's settings: a pure decision.</summary>
    public static Masks Of(Caller caller, DataPrivacySection privacy) => caller.Grants.Any(grant => grant.Role == Role.PartnerAdministrator)
        ? new(!privacy.PartnerSeesUsers, !privacy.PartnerSeesCustomers)
        : None;

    /// <summary>The same for a call. Only a partner's costs a reading of the settings.</summary>
    public static async Task<Masks> ReadAsync(HttpContext http)
    {
        var caller = http.Caller();
        if (caller.Grants.All(grant => grant.Role != Role.PartnerAdministrator))
            return None;
        var settings = await http.RequestServices.GetRequiredService<SettingsStore>().ReadAllAsync(http.TenantId(), http.RequestAborted);
        return Of(caller, settings?.DataPrivacy ?? new());
    }

    /// <summary>A name or an address of a user; one that is not there stays so.</summary>
    public string User(string text) => Hide(text, Users);

    /// <summary>Something of a customer.</summary>
    public string Customer(string text) => Hide(text, Customers);

    private static string Hide(string text, bool hidden) => hidden && text.Length > 0 ? Asterisks : text;
}
