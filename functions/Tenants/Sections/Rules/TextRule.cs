using System.Net.Mail;
using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Sections.Rules;

/// <summary>A text without control characters.</summary>
/// <param name="Longest">The most characters.</param>
internal sealed record TextRule(int Longest) : FieldRule
{
    private const string Readable = @"^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$";

    public bool IsRequired { get; init; }

    /// <summary>What the text has to be beyond.</summary>
    public TextForm Form { get; init; }

    public override bool IsOptional => !IsRequired;

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add(path, "must be a text.");
            return;
        }

        var text = value.GetString()!;
        errors.Text(path, text, Longest, IsRequired);
        if (text.Length > 0 && text.Length <= Longest && Fault(text) is { } fault)
            errors.Add(path, fault);
    }

    public override string Says(SettingsBounds bounds) => $"{Kind}, {(IsRequired ? "1 to" : "at most")} {Longest} characters";

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "string");
        schema.WriteNumber("maxLength", Longest);
        schema.WriteString("pattern", Readable);
        if (Form == TextForm.Email)
            schema.WriteString("format", "email");
        else if (Form == TextForm.Domain)
            schema.WriteString("format", "hostname");
    }

    private string Kind => Form switch
    {
        TextForm.Domain => "a domain name",
        TextForm.UserPrincipalName => "a user principal name",
        TextForm.Email => "an email address",
        TextForm.Phone => "a phone number",
        TextForm.SipAddress => "a SIP address",
        _ => "a text",
    };

    private string? Fault(string text) => Form switch
    {
        TextForm.Domain when Uri.CheckHostName(text) != UriHostNameType.Dns => "must be a domain name such as contoso.example.",
        TextForm.UserPrincipalName when !IsAddress(text) => "must be a user principal name such as name@contoso.example.",
        TextForm.Email when !IsAddress(text) => "must be an email address such as name@contoso.example.",
        TextForm.Phone when !text.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or '.' or '/' or '(' or ')' or ' ') => "must be a phone number such as +41 44 000 00 00.",
        TextForm.SipAddress when !text.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) || !IsAddress(text[4..]) => "must be a SIP address such as sip:name@contoso.example.",
        _ => null,
    };

    private static bool IsAddress(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;
}

/// <summary>What a text has to be.</summary>
internal enum TextForm
{
    Any,
    Domain,
    UserPrincipalName,
    Email,
    Phone,
    SipAddress,
}
