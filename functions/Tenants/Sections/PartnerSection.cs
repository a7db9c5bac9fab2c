using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>The partner that looks after the tenant.</summary>
/// <param name="Partner">The partner's name.</param>
internal sealed record PartnerSection(string? Partner = null)
{
    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("partner", new TextRule(128), "The partner that looks after the tenant.", "The list of tenants shows it.") { Place = "Partner" },
    ];
}
