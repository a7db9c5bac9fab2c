using System.Net.Mail;
using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>A text without control characters.</summary>
/// <param name="Longest">The most characters.</param>
internal sealed record TextRule(int Longest) : FieldRule
{
    private const string Readable = @"^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$";

    /// <summary>What the text has to be beyond.</summary>
    public TextForm Form { get; init; }

    public override string Missing => "must not be empty.";

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
        TextForm.HostPattern => "a host name such as `www.contoso.example` or `*.contoso.example`",
        TextForm.Url => "an https address such as `https://crm.contoso.example/?caller={caller}`",
        TextForm.Identifier => "an identifier of letters, digits, `_`, `-` and `.`",
        _ => "a text",
    };

    private string? Fault(string text) => Form switch
    {
        TextForm.Domain when Uri.CheckHostName(text) != UriHostNameType.Dns => "must be a domain name such as contoso.example.",
        TextForm.UserPrincipalName when !IsAddress(text) => "must be a user principal name such as name@contoso.example.",
        TextForm.Email when !IsAddress(text) => "must be an email address such as name@contoso.example.",
        TextForm.Phone when !text.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or '.' or '/' or '(' or ')' or ' ') => "must be a phone number such as +41 44 000 00 00.",
        TextForm.SipAddress when !text.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) || !IsAddress(text[4..]) => "must be a SIP address such as sip:name@contoso.example.",
        TextForm.HostPattern when !IsHostPattern(text) => "must be a host name such as www.contoso.example or *.contoso.example.",
        TextForm.Url when !IsUrl(text) => "must be an https address such as https://crm.contoso.example/?caller={caller}.",
        TextForm.Identifier when !text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.') => "must be letters, digits, _, - and . alone.",
        _ => null,
    };

    private static bool IsHostPattern(string text)
    {
        var host = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        return host.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(host) == UriHostNameType.Dns;
    }

    // What stands in braces is filled in before the page is opened; whoever fills it in must not decide which host that is.
    private static bool IsUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0 && Uri.CheckHostName(url.IdnHost) != UriHostNameType.Unknown
        && !text.AsSpan("https://".Length, Math.Max(0, (text + "/").IndexOf('/', "https://".Length) - "https://".Length)).Contains('{');

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
    HostPattern,
    Url,
    Identifier,
}
