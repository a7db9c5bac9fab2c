using System.Reflection;
using System.Text.Json;

namespace NimbusFunctions.Local.Commands;

/// <summary>Finds the folder of the built function app.</summary>
internal static class AppRoot
{
    /// <param name="named">The folder that was asked for; null takes the one that was built with this program.</param>
    /// <exception cref="LocalEditionException">There is no built app in it.</exception>
    public static string Find(string? named)
    {
        var root = Path.GetFullPath(named ?? BuiltWithThis());
        var hostFile = Path.Combine(root, "host.json");
        if (!File.Exists(hostFile))
            throw NotBuilt(root, "there is no host.json");

        if (Executable(hostFile) is { } name && !File.Exists(Path.Combine(root, name)) && !File.Exists(Path.Combine(root, name + ".exe")))
            throw NotBuilt(root, $"there is no executable {name}");

        return root;
    }

    private static LocalEditionException NotBuilt(string root, string why) =>
        new($"The function app is not built: {why} in {root}. Run 'dotnet build' first.");

    private static string BuiltWithThis() =>
        typeof(AppRoot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "FunctionAppRoot")?.Value
        ?? throw new InvalidOperationException("The assembly does not say where the function app is: its project file sets FunctionAppRoot.");

    // What is wrong with the file's contents is the host's to say; a path elsewhere is too.
    private static string? Executable(string hostFile)
    {
        try
        {
            using var host = JsonDocument.Parse(File.ReadAllBytes(hostFile));
            var name = host.RootElement.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString();
            return name is not null && !name.Contains('/') && !name.Contains('%') ? name : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
