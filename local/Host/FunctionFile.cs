using System.Text.Json;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Host;

/// <summary>One function.json, read as the host reads it.</summary>
internal sealed class FunctionFile
{
    private static readonly string[] HostRoots = ["admin", "runtime"];

    private readonly JsonElement trigger;
    private readonly AppSettings settings;

    /// <exception cref="FormatException">The file declares something that cannot be, or that this host does not do.</exception>
    public FunctionFile(string name, JsonElement root, AppSettings settings)
    {
        this.settings = settings;
        if (Member(root, "retry") is not null)
            throw new FormatException("a retry policy is not something that the local host does");
        var triggers = root.GetProperty("bindings").EnumerateArray().Where(binding => Text(binding, "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToList();
        trigger = triggers.Count == 1 ? triggers[0] : throw new FormatException($"{triggers.Count} triggers instead of one");
        Declaration = Text(trigger, "type").ToUpperInvariant() switch
        {
            "HTTPTRIGGER" => Http(name, root),
            "TIMERTRIGGER" => new TimerDeclaration(name, Text(trigger, "name"), TimerSchedule.Parse(Setting("schedule")), Flag("runOnStartup", false), Flag("useMonitor", true)),
            "SERVICEBUSTRIGGER" => Queue(name),
            _ => throw new FormatException($"the trigger type '{Text(trigger, "type")}' is not something that the local host does"),
        };
    }

    public FunctionDeclaration Declaration { get; }

    /// <summary>Checks the declaration against the host and the queues that exist.</summary>
    /// <exception cref="FormatException">The host would fail to start its listener.</exception>
    /// <exception cref="KeyNotFoundException">There is no such queue.</exception>
    public void Check(HostSettings host, MessageBroker broker)
    {
        switch (Declaration)
        {
            case HttpDeclaration when !host.ForwardsHttp:
                throw new FormatException("http functions need enableForwardingHttpRequest or enableProxyingHttpRequest in host.json");
            case QueueDeclaration queue:
                if (broker.Queue(queue.Queue).Definition.RequiresSession != queue.Sessions)
                    throw new FormatException($"isSessionsEnabled is {queue.Sessions}, and the queue {queue.Queue} is the other way");
                if (!settings.HasConnection(Text(trigger, "connection", "AzureWebJobsServiceBus")))
                    throw new FormatException($"the connection '{Text(trigger, "connection", "AzureWebJobsServiceBus")}' is not among the app settings");
                break;
        }
    }

    private HttpDeclaration Http(string name, JsonElement root)
    {
        var level = Text(trigger, "authLevel", "function");
        if (!string.Equals(level, "anonymous", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"authLevel is '{level}': the local host has no function keys, so only 'anonymous' is served");
        if (!root.GetProperty("bindings").EnumerateArray().Any(binding => string.Equals(Text(binding, "type"), "http", StringComparison.OrdinalIgnoreCase)))
            throw new FormatException("it has no http output binding, and without one the host forwards nothing");
        var route = Text(trigger, "route", name).Trim('/');
        if (HostRoots.Contains(route.Split('/')[0], StringComparer.OrdinalIgnoreCase))
            throw new FormatException($"the route '{route}' conflicts with the host's own: {string.Join(", ", HostRoots)}");
        var methods = Member(trigger, "methods") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant()).ToList()
            : [];
        return new(name, Text(trigger, "name"), route, methods);
    }

    private QueueDeclaration Queue(string name)
    {
        if (Member(trigger, "topicName") is not null)
            throw new FormatException("topics are not something that the local host does");
        if (!Flag("autoComplete", true))
            throw new FormatException("autoComplete must stay true: a custom handler cannot settle messages");
        return new(
            name,
            Text(trigger, "name"),
            Setting("queueName"),
            Flag("isSessionsEnabled", false),
            string.Equals(Text(trigger, "cardinality", "one"), "many", StringComparison.OrdinalIgnoreCase),
            string.Equals(Text(trigger, "dataType", ""), "binary", StringComparison.OrdinalIgnoreCase));
    }

    private string Setting(string name) =>
        settings.Expand(Text(trigger, name), missing => throw new FormatException($"%{missing}% in {name} is not among the app settings"));

    private bool Flag(string name, bool otherwise) => Member(trigger, name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new FormatException($"{name} is neither true nor false"),
    };

    private static string Text(JsonElement element, string name, string? otherwise = null) =>
        Member(element, name)?.GetString() ?? otherwise ?? throw new FormatException($"a binding has no {name}");

    private static JsonElement? Member(JsonElement element, string name) =>
        element.EnumerateObject().Where(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)).Select(member => (JsonElement?)member.Value).FirstOrDefault();
}
