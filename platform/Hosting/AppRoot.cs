using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Nimbus.Platform.Hosting;

/// <summary>The folder that the host starts the app from: host.json and one folder per function.</summary>
internal sealed class AppRoot
{
    /// <summary>Application settings named so override host.json, and come with the environment.</summary>
    private const string Override = "AzureFunctionsJobHost:";

    private readonly string path;

    private AppRoot(string path, IReadOnlyList<DeclaredFunction> functions, TimeSpan? functionTimeout, string routePrefix)
    {
        this.path = path;
        Functions = functions;
        FunctionTimeout = functionTimeout;
        RoutePrefix = routePrefix;
    }

    public IReadOnlyList<DeclaredFunction> Functions { get; }

    /// <summary>After this time the host kills the process with everything in flight; <see langword="null"/> for never.</summary>
    public TimeSpan? FunctionTimeout { get; }

    /// <summary>What the host puts before every route; its default is <c>api</c>.</summary>
    public string RoutePrefix { get; }

    public DeclaredFunction? Find(string name) =>
        Functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the folder that the host names (FUNCTIONS_APP_ROOT_PATH), otherwise the one of the executable.</summary>
    /// <exception cref="CustomHandlerException">host.json is there and cannot be read.</exception>
    public static AppRoot Read(IConfiguration configuration)
    {
        var named = configuration["FUNCTIONS_APP_ROOT_PATH"];
        var path = string.IsNullOrWhiteSpace(named) ? AppContext.BaseDirectory : named;
        var hostFile = Path.Combine(path, "host.json");
        try
        {
            using var host = JsonDocument.Parse(File.Exists(hostFile) ? File.ReadAllText(hostFile) : "{}", JsonReading.Lenient);
            var http = JsonReading.Property(host.RootElement, "extensions") is { } extensions ? JsonReading.Property(extensions, "http") : null;
            return new(
                path,
                FunctionFile.ReadAll(path),
                InvocationDeadline.ParseTimeout(configuration[Override + "functionTimeout"] ?? JsonReading.Text(host.RootElement, "functionTimeout")),
                configuration[Override + "extensions:http:routePrefix"] ?? (http is { } section ? JsonReading.Text(section, "routePrefix") : null) ?? "api");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new CustomHandlerException($"{hostFile} cannot be read: {exception.Message}", exception);
        }
    }

    public override string ToString() => path;
}
