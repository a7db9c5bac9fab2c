namespace NimbusFunctions.Ops.SignIn;

/// <summary>Where a sign-in leads in the end: a path of the operators' page, whatever was asked for.</summary>
internal static class ReturnPath
{
    public const string Home = "/ops";

    private const int Longest = 512;

    /// <summary>The path that was asked for where it is one of the page's; else the page itself.</summary>
    public static string Of(string? asked) => asked is not null && IsOfThePage(asked) ? asked : Home;

    private static bool IsOfThePage(string asked)
    {
        if (asked.Length > Longest || !asked.StartsWith(Home, StringComparison.Ordinal) || asked.AsSpan().ContainsAnyExceptInRange('!', '~') || asked.Contains('\\', StringComparison.Ordinal))
            return false;
        var end = asked.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? asked : asked[..end];
        // Escapes, dot segments and double slashes are what browsers and servers read differently.
        if (path.Length > Home.Length && path[Home.Length] != '/'
            || path.Contains('%', StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal) || path.Contains("..", StringComparison.Ordinal))
            return false;
        // The endpoints of the sign-in itself would lead in a circle.
        return path.TrimEnd('/') is not ("/ops/signin" or "/ops/signout" or "/ops/callback");
    }
}
