using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>Whom to tell of maintenance and trouble.</summary>
/// <param name="Name">The technical contact's name.</param>
/// <param name="Email">Where to write to.</param>
/// <param name="PhoneNumber">Where to call.</param>
/// <param name="SipAddress">Where to chat.</param>
internal sealed record ContactSection(string? Name = null, string? Email = null, string? PhoneNumber = null, string? SipAddress = null)
{
    private const string OfOperators = "Stored for the operators, who read it here and in the check `contact`.";

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("name", new TextRule(128), "The technical contact's name.", OfOperators) { Place = "Contact > Technical Contact" },
        new("email", new TextRule(255) { Form = TextForm.Email }, "Where to write to.", OfOperators) { Place = "Contact > Technical Contact" },
        new("phoneNumber", new TextRule(40) { Form = TextForm.Phone }, "Where to call.", OfOperators) { Place = "Contact > Technical Contact" },
        new("sipAddress", new TextRule(255) { Form = TextForm.SipAddress }, "Where to chat.", OfOperators) { Place = "Contact > Technical Contact" },
    ];
}
