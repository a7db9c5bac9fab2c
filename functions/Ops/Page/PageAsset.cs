using System.Collections.Frozen;
using System.Security.Cryptography;

namespace NimbusFunctions.Ops.Page;

/// <summary>A file of the operators' page, as it lies in the app's own assembly.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="Content">All of it.</param>
/// <param name="ETag">A strong tag of what it says.</param>
internal sealed record PageAsset(string ContentType, byte[] Content, string ETag)
{
    /// <summary>The file that the page begins with.</summary>
    public const string Home = "page.html";

    private const string Prefix = "NimbusFunctions.Ops.Page.";
    private const int TagDigits = 16;

    private static readonly Lazy<FrozenDictionary<string, PageAsset>> Files = new(ReadAll);

    /// <summary>Every file, by its name. Read when the page is first asked for: a start of the app does without.</summary>
    public static FrozenDictionary<string, PageAsset> All => Files.Value;

    private static FrozenDictionary<string, PageAsset> ReadAll()
    {
        var assembly = typeof(PageAsset).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(
            name => name[Prefix.Length..],
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return new PageAsset(TypeOf(name), content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..TagDigits]}\"");
            },
            StringComparer.Ordinal);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => throw new InvalidOperationException($"The page has a file of an unknown kind: {name}."),
    };
}
