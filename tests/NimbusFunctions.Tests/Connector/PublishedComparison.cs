using System.Text.Json;

namespace NimbusFunctions.Tests.Connector;

/// <summary>
/// Compares the package with the published definition, operation by operation, references followed. Texts and examples are not
/// compared: the package has its own.
/// </summary>
internal sealed class PublishedComparison
{
    private static readonly HashSet<string> Texts = ["summary", "description", "title", "x-ms-summary", "tags", "example"];

    // Where one of these is new, something is refused that was taken, or answered that was not.
    private static readonly HashSet<string> Narrowing =
        ["enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "required", "additionalProperties"];

    // Of these the keys are names that somebody chose, whatever they are called.
    private static readonly HashSet<string> Named = ["properties", "responses", "headers"];

    private readonly SwaggerDocument published;
    private readonly SwaggerDocument package;
    private readonly List<Difference> differences = [];
    private string current = "";

    private PublishedComparison(SwaggerDocument published, SwaggerDocument package) => (this.published, this.package) = (published, package);

    /// <summary>Every difference of the operations that are published.</summary>
    public static IReadOnlyList<Difference> Of(SwaggerDocument published, SwaggerDocument package)
    {
        var comparison = new PublishedComparison(published, package);
        foreach (var operation in published.Operations)
            comparison.Compare(operation, package.Operations.SingleOrDefault(ours => ours.Id == operation.Id));
        return comparison.differences;
    }

    private void Compare(SwaggerOperation theirs, SwaggerOperation? ours)
    {
        current = theirs.Id;
        if (ours is null)
        {
            Breach("", "is missing");
            return;
        }

        if ($"{ours}" != $"{theirs}")
            Breach("", $"is {ours}, not {theirs}");
        foreach (var parameter in theirs.Parameters)
            CompareParameter(parameter, ours.Parameters.Where(one => NameOf(one) == NameOf(parameter)).Select(one => (JsonElement?)one).SingleOrDefault());
        foreach (var parameter in ours.Parameters.Where(parameter => theirs.Parameters.All(one => NameOf(one) != NameOf(parameter))))
        {
            if (parameter.TryGetProperty("required", out var required) && required.GetBoolean())
                Breach(NameOf(parameter), "is a new parameter that must be given");
            else
                More($"parameter {NameOf(parameter)}");
        }

        CompareMembers("", theirs.Node, ours.Node, isNamed: false, "operationId", "parameters");
        if (theirs.Notification is { } told)
            Compare("told", told, ours.Notification!.Value);
    }

    private void CompareParameter(JsonElement theirs, JsonElement? ours)
    {
        var name = NameOf(theirs);
        if (ours is null)
            Breach(name, "is missing");
        else if (theirs.GetProperty("in").GetString() != "body")
            CompareMembers(name, theirs, ours.Value, isNamed: false);
        else
            CompareBody(theirs, ours.Value);
    }

    // Every call has its one body, whatever it is called.
    private void CompareBody(JsonElement theirs, JsonElement ours)
    {
        CompareMembers("body", theirs, ours, isNamed: false, "schema");
        Compare("body", theirs.GetProperty("schema"), ours.GetProperty("schema"));
    }

    private void Compare(string at, JsonElement theirNode, JsonElement ourNode, bool isNamed = false)
    {
        var (theirs, ours) = (published.Resolve(theirNode), package.Resolve(ourNode));
        if (theirs.ValueKind == JsonValueKind.Object && ours.ValueKind == JsonValueKind.Object)
            CompareMembers(at, theirs, ours, isNamed);
        else if (!JsonElement.DeepEquals(theirs, ours))
            Breach(at, $"is {Short(ours)}, not {Short(theirs)}");
    }

    private void CompareMembers(string at, JsonElement theirs, JsonElement ours, bool isNamed, params IReadOnlyList<string> elsewhere)
    {
        bool IsCompared(JsonProperty member) => (isNamed || !Texts.Contains(member.Name)) && !elsewhere.Contains(member.Name);
        foreach (var member in theirs.EnumerateObject().Where(IsCompared))
        {
            var place = Join(at, member.Name);
            if (!ours.TryGetProperty(member.Name, out var own))
                Breach(place, "is missing");
            else if (!isNamed && member.Name is "required" or "enum" && member.Value.ValueKind == JsonValueKind.Array)
                CompareLists(place, member.Name, member.Value, own);
            else
                Compare(place, member.Value, own, !isNamed && Named.Contains(member.Name));
        }

        foreach (var member in ours.EnumerateObject().Where(member => IsCompared(member) && !theirs.TryGetProperty(member.Name, out _)))
        {
            if (!isNamed && Narrowing.Contains(member.Name))
                Breach(Join(at, member.Name), "is new and narrows it");
            else
                More(member.Name == "schema" ? $"{at}.schema" : Join(at, member.Name));
        }
    }

    private void CompareLists(string at, string name, JsonElement theirs, JsonElement ours)
    {
        var (former, now) = (Items(theirs), Items(ours));
        foreach (var item in former.Except(now))
            Breach(at, $"lacks {item}");
        foreach (var item in now.Except(former))
        {
            if (name == "required")
                Breach(at, $"has {item} too");
            else
                More($"{at} {item}");
        }
    }

    private void Breach(string at, string says) => differences.Add(new(current, at, says));

    private void More(string at) => differences.Add(new(current, at));

    // "properties", "items" and "schema" say nothing to readers.
    private static string Join(string at, string name) => name switch
    {
        "properties" or "schema" => at,
        "items" => $"{at}[]",
        _ => at.Length == 0 ? name : $"{at}.{name}",
    };

    private static string NameOf(JsonElement parameter) =>
        parameter.GetProperty("in").GetString() == "body" ? "body" : parameter.GetProperty("name").GetString()!;

    private static IReadOnlyList<string> Items(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? $"{text[..60]}…" : value.GetRawText();
}
