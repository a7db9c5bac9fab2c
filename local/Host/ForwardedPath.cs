using System.Text;

namespace NimbusFunctions.Local.Host;

/// <summary>
/// The address to which a call is forwarded: the path by which it was routed, and no other. A path is unescaped when
/// it comes in, so a percent sign in it is one, and is escaped again; otherwise <c>v1/%252e%252e/Name</c> would be
/// routed as <c>v1/…</c>, and unescaped once more on its way it would reach the trigger <c>Name</c>.
/// </summary>
internal static class ForwardedPath
{
    private const string Plain = "/-._~!$&'()*+,;=:@";

    public static Uri Target(Uri app, PathString path, QueryString query) => new(
        app.GetLeftPart(UriPartial.Authority) + Escape(path.Value ?? "/") + (query.Value ?? "").Replace("#", "%23", StringComparison.Ordinal),
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    internal static string Escape(string path)
    {
        var escaped = new StringBuilder(path.Length + 16);
        for (var i = 0; i < path.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(path[i]) || Plain.Contains(path[i], StringComparison.Ordinal))
            {
                escaped.Append(path[i]);
            }
            else if (path.AsSpan(i).StartsWith("%2F", StringComparison.OrdinalIgnoreCase))
            {
                escaped.Append('%'); // the one escape that is left as it is: a slash that separates nothing
            }
            else
            {
                var length = char.IsSurrogatePair(path, i) ? 2 : 1;
                escaped.Append(Uri.EscapeDataString(path.AsSpan(i, length)));
                i += length - 1;
            }
        }

        return escaped.ToString();
    }
}
