using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Local.Flows;

/// <summary>Reads the file of a flow and finds everything that is wrong with it before anything is done.</summary>
internal sealed partial class FlowReader
{
    /// <summary>What every run knows, beside the steps' answers.</summary>
    public const string Run = "run";
    public const string Tenant = "tenant";
    public const string User = "user";
    public const string Service = "service";

    private const int LongestFile = 256 * 1024;
    private const int MostSteps = 100;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly string[] OfEveryStep = ["id", "do", "expect", "answer"];

    private readonly List<FlowFault> faults = [];
    private readonly HashSet<string> taken = new([Run, Tenant, User, Service, FlowValues.Now], StringComparer.Ordinal);
    private readonly HashSet<string> known = new([Run, Tenant, User, Service, FlowValues.Now], StringComparer.Ordinal);

    private FlowReader()
    {
    }

    /// <param name="path">The file's name, for messages.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="faults">Everything that is wrong with it.</param>
    /// <returns>The flow; null where anything is wrong.</returns>
    public static FlowFile? Read(string path, string text, out IReadOnlyList<FlowFault> faults)
    {
        FlowReader reader = new();
        var file = reader.TryRead(path, Encoding.UTF8.GetBytes(text));
        faults = reader.faults;
        return reader.faults.Count == 0 ? file : null;
    }

    private FlowFile? TryRead(string path, byte[] json)
    {
        if (json.Length > LongestFile)
        {
            faults.Add(new("the file", $"is larger than {LongestFile / 1024} KiB."));
            return null;
        }

        try
        {
            if (JsonNode.Parse(json, null, Strict) is JsonObject flow)
                return Flow(path, new(flow, "", FlowPlaces.Of(json), faults));
            faults.Add(new("line 1", "must be an object: { \"name\": …, \"steps\": [ … ] }."));
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}") : "the file";
            faults.Add(new(place, $"is no JSON: {e.Message.Split(" LineNumber:")[0].Split(" Path:")[0]}"));
        }

        return null;
    }

    private FlowFile Flow(string path, FlowFields fields)
    {
        fields.Allow(["name", "tenant", "user", "triggers", "steps"]);
        var name = fields.Text("name", required: true) ?? "";
        List<FlowTrigger> triggers = [.. fields.List("triggers").Select(Trigger).OfType<FlowTrigger>()];
        var listed = fields.List("steps");
        if (listed.Count == 0 && faults.Count == 0)
            fields.Fault("steps", "is missing; it must be a list with at least one step.");
        if (listed.Count > MostSteps)
            fields.Fault("steps", $"must be at most {MostSteps}.");
        List<FlowStep> steps = [.. listed.Select(one => Step(one, triggers)).OfType<FlowStep>()];
        return new(path, name, fields.Text("tenant", required: false), fields.Text("user", required: false), triggers, steps);
    }

    private FlowTrigger? Trigger(FlowFields fields)
    {
        fields.Allow(["id", "kind", "services", "events", "modalities", "directions"]);
        var id = Id(fields);
        var kind = fields.Text("kind", required: true);
        if (kind is not (null or FlowTrigger.Tasks or FlowTrigger.SchedulerEntries))
            fields.Fault("kind", $"must be {FlowTrigger.Tasks} or {FlowTrigger.SchedulerEntries}.");
        foreach (var list in (string[])["services", "events"])
        {
            if (fields.Object[list] is not JsonArray { Count: > 0 })
                fields.Fault(list, "must be a list of texts, at least one.");
        }

        References(fields);
        JsonObject config = new(fields.Object.Where(field => field.Key is not ("id" or "kind" or "events"))
            .Append(new(kind == FlowTrigger.Tasks ? "taskEvents" : "schedulerEntryEvents", fields.Object["events"]))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        return id is null || kind is null ? null : new(id, kind, config, fields.Place);
    }

    private FlowStep? Step(FlowFields fields, List<FlowTrigger> triggers)
    {
        References(fields);
        var id = Id(fields);
        var wanted = fields.Text("do", required: true);
        known.Add(id ?? "");
        if (StepKind.Find(wanted) is not { } kind)
        {
            if (wanted is not null)
                fields.Fault("do", $"is '{wanted}'; it must be one of {string.Join(", ", StepKind.All.Select(one => one.Name))}.");
            return null;
        }

        fields.Allow([.. OfEveryStep, .. kind.Needs, .. kind.May]);
        foreach (var needed in kind.Needs.Where(needed => !fields.Has(needed)))
            fields.Fault(needed, $"is missing; {kind.Name} needs it.");
        fields.Inner("body");
        fields.Inner("where");
        if (kind == StepKind.Wait && fields.Text("trigger", required: false) is { } trigger && triggers.All(one => one.Id != trigger))
            fields.Fault("trigger", $"is '{trigger}', which is none of the flow's triggers.");
        int? until = fields.Has("until") ? fields.Whole("until", 100, 599, 409) : null;
        return new FlowStep(id ?? "", kind, fields.Place, fields.Object)
        {
            Expected = fields.Statuses("expect", until ?? 200),
            Answer = fields.Inner("answer"),
            Until = until,
            AtMost = fields.Whole("atMost", 1, 250, until is null ? 1 : 60),
            Naming = Naming(fields),
            Patience = TimeSpan.FromSeconds(fields.Whole("seconds", 1, 3600, 30)),
        };
    }

    private string? Id(FlowFields fields)
    {
        if (fields.Text("id", required: true) is not { } id)
            return null;
        if (!Name().IsMatch(id))
            fields.Fault("id", "must be letters, digits, hyphens and underscores, and begin with a letter.");
        else if (!taken.Add(id))
            fields.Fault("id", $"is '{id}', which is taken already; each needs its own.");
        return id;
    }

    private static PostNaming Naming(FlowFields fields)
    {
        var named = fields.Object["body"] is JsonObject body && body.ContainsKey("clientReference");
        if (!fields.Has("idempotency"))
            return named ? PostNaming.Reference : PostNaming.Header;
        if (Enum.TryParse(fields.Text("idempotency", required: false), ignoreCase: true, out PostNaming naming) && Enum.IsDefined(naming))
        {
            if (named && naming != PostNaming.Reference)
                fields.Fault("idempotency", "must be reference, or be left out, where the body has a clientReference.");
            return naming;
        }

        fields.Fault("idempotency", "must be header, reference or none.");
        return PostNaming.Header;
    }

    /// <summary>What is asked for must be known by then: what every run knows, or an earlier step.</summary>
    private void References(FlowFields fields)
    {
        foreach (var (name, text) in fields.Texts())
        {
            foreach (var asked in FlowValues.Asked(text).Where(asked => !known.Contains(FlowValues.Root(asked))))
                fields.Fault(name, $"asks for {{{{{asked}}}}}, but there is no earlier step '{FlowValues.Root(asked)}'.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
