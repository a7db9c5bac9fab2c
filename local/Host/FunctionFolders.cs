using System.Text.Json;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Host;

/// <summary>Finds the functions of an app: its folders with a function.json.</summary>
internal static class FunctionFolders
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="FunctionHostException">Some cannot be loaded; every one is named.</exception>
    public static IReadOnlyList<FunctionDeclaration> Read(string appRoot, HostSettings host, MessageBroker broker, AppSettings settings)
    {
        var declarations = new List<FunctionDeclaration>();
        var problems = new List<string>();
        foreach (var file in Directory.EnumerateDirectories(appRoot).Select(folder => Path.Combine(folder, "function.json")).Where(File.Exists).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(Path.GetDirectoryName(file)!);
            if (settings.IsDisabled(name))
                continue;
            try
            {
                using var json = JsonDocument.Parse(File.ReadAllText(file), Lenient);
                var function = new FunctionFile(name, json.RootElement, settings);
                function.Check(host, broker);
                declarations.Add(function.Declaration);
            }
            catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
            {
                problems.Add($"{name}/function.json: {exception.Message.TrimEnd('.')}.");
            }
        }

        return problems.Count == 0 ? declarations : throw new FunctionHostException(string.Join(Environment.NewLine, problems));
    }
}
