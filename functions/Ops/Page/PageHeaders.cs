namespace NimbusFunctions.Ops.Page;

/// <summary>What browsers are told about the page: how little it may do.</summary>
internal static class PageHeaders
{
    /// <summary>
    /// Scripts, styles and calls of the app's own alone; nothing in markup runs (no inline script or style), no text becomes
    /// markup (Trusted Types without a policy), nobody frames it. The sign-in is a link, which no form-action concerns.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public static void Write(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        // Kept, and asked about each time: a new edition of the app is seen with the next view (RFC 9111, 5.2.2.4).
        headers.CacheControl = "no-cache";
    }
}
