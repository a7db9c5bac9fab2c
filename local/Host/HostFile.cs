using System.Globalization;

namespace NimbusFunctions.Local.Host;

/// <summary>
/// Reads host.json. Application settings named <c>AzureFunctionsJobHost__…</c> override it, as on the real host.
/// </summary>
internal static class HostFile
{
    private const string OverridePrefix = "AzureFunctionsJobHost__";

    /// <exception cref="FunctionHostException">The file is missing or says something that cannot be.</exception>
    public static HostSettings Read(string appRoot, AppSettings settings)
    {
        var path = Path.Combine(appRoot, "host.json");
        if (!File.Exists(path))
            throw new FunctionHostException($"{path} is missing: the function app is not built, or this is not its folder.");
        try
        {
            return Read(appRoot, new ConfigurationBuilder().AddJsonFile(path).AddInMemoryCollection(Overrides(settings)).Build(), settings);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException)
        {
            throw new FunctionHostException($"{path} cannot be used: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }

    private static HostSettings Read(string appRoot, IConfiguration host, AppSettings settings)
    {
        var handler = host.GetSection("customHandler");
        var description = handler.GetSection("description");
        var serviceBus = host.GetSection("extensions:serviceBus");
        var defaults = new HostSettings { Executable = "", WorkingDirectory = appRoot };
        return new()
        {
            Executable = Executable(appRoot, description, settings),
            Arguments = string.Join(' ', Texts(description.GetSection("arguments"), settings).Concat(WorkerPath(description)).Concat(Texts(description.GetSection("workerArguments"), settings))),
            WorkingDirectory = Path.Combine(appRoot, description["workingDirectory"] ?? ""),
            InitializationTimeout = Time(handler, "initializationTimeout", defaults.InitializationTimeout),
            FunctionTimeout = host["functionTimeout"]?.Trim() == "-1" ? null : Time(host, "functionTimeout", TimeSpan.FromMinutes(30)),
            RoutePrefix = (host["extensions:http:routePrefix"] ?? defaults.RoutePrefix).Trim('/'),
            ForwardsHttp = Flag(handler, "enableForwardingHttpRequest") || Flag(handler, "enableProxyingHttpRequest"),
            MaxConcurrentCalls = Count(serviceBus, "maxConcurrentCalls", defaults.MaxConcurrentCalls),
            MaxConcurrentSessions = Count(serviceBus, "maxConcurrentSessions", defaults.MaxConcurrentSessions),
            MaxMessageBatchSize = Count(serviceBus, "maxMessageBatchSize", defaults.MaxMessageBatchSize),
            SessionIdleTimeout = Time(serviceBus, "sessionIdleTimeout", defaults.SessionIdleTimeout),
            MaxAutoLockRenewalDuration = Time(serviceBus, "maxAutoLockRenewalDuration", defaults.MaxAutoLockRenewalDuration),
        };
    }

    private static string Executable(string appRoot, IConfiguration description, AppSettings settings)
    {
        var named = settings.Expand(description["defaultExecutablePath"] ?? "");
        if (named.Length == 0)
            throw new FormatException("customHandler.description.defaultExecutablePath is missing");
        var folder = Path.Combine(appRoot, description["workerDirectory"] ?? "");
        foreach (var path in new[] { Path.Combine(folder, named), Path.Combine(folder, named + ".exe") })
        {
            if (File.Exists(path))
                return path;
        }

        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(part => File.Exists(Path.Combine(part, named)));
        return onPath ? named : throw new FormatException($"the executable '{named}' is neither in {folder} nor on the PATH: build the function app first");
    }

    private static IEnumerable<string> WorkerPath(IConfiguration description) =>
        description["defaultWorkerPath"] is { Length: > 0 } path ? [$"\"{path}\""] : [];

    private static IEnumerable<string> Texts(IConfiguration section, AppSettings settings) =>
        section.GetChildren().Select(child => settings.Expand(child.Value ?? "")).Where(text => text.Length > 0);

    private static Dictionary<string, string?> Overrides(AppSettings settings) =>
        settings.Given.Where(pair => pair.Key.StartsWith(OverridePrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => pair.Key[OverridePrefix.Length..].Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);

    private static bool Flag(IConfiguration section, string name) => bool.TryParse(section[name], out var value) && value;

    private static TimeSpan Time(IConfiguration section, string name, TimeSpan otherwise)
    {
        if (section[name] is not { } text)
            return otherwise;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero
            ? value
            : throw new FormatException($"{name} '{text}' is not a time like 00:01:00");
    }

    private static int Count(IConfiguration section, string name, int otherwise)
    {
        if (section[name] is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new FormatException($"{name} '{text}' is not a number above 0");
    }
}
