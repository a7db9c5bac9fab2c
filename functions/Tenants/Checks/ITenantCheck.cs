using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Tries one thing that a tenant's settings are about.</summary>
internal interface ITenantCheck
{
    /// <summary>In addresses; never changes.</summary>
    string Name { get; }

    /// <summary>Who may run it (execute); not every check is everybody's who may run checks.</summary>
    string Permission => Permissions.Checks;

    Task<CheckFinding> RunAsync(CheckRequest request, CancellationToken cancellation);
}

/// <summary>What is to be checked.</summary>
/// <param name="Settings">The tenant's settings.</param>
/// <param name="Given">What the caller wants tried in place of them.</param>
internal sealed record CheckRequest(SettingsDocument Settings, TenantCheckBody Given)
{
    public string Tenant => Settings.Tenant.Id;

    public T Read<T>(Sections.SettingsSection<T> section) where T : class => section.Parse(Settings.Of(section).Json);
}

/// <summary>What was found out.</summary>
/// <param name="Ok">Whether nothing has to be done.</param>
/// <param name="Result">The same in a word that stays.</param>
/// <param name="Says">What exactly is wrong, and what to do.</param>
/// <param name="Detail">Figures and names that belong to it.</param>
internal sealed record CheckFinding(bool Ok, string Result, string Says, JsonObject? Detail = null)
{
    /// <summary>Nothing is wrong.</summary>
    public static CheckFinding Works(string says, JsonObject? detail = null) => new(true, "working", says, detail);

    /// <summary>There is nothing to check, and none has to be.</summary>
    public static CheckFinding Off(string says) => new(true, "off", says);

    /// <summary>Something that the check needs is not set.</summary>
    public static CheckFinding NotSet(string says) => new(false, "not-set", says);

    public static CheckFinding Wrong(string result, string says, JsonObject? detail = null) => new(false, result, says, detail);
}
