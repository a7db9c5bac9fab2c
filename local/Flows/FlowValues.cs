using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Local.Flows;

/// <summary>What is known while a flow runs, and puts it where a file says <c>{{post.id}}</c>.</summary>
/// <param name="time">The time of <c>{{now}}</c>.</param>
internal sealed partial class FlowValues(TimeProvider time)
{
    public const string Now = "now";

    private readonly JsonObject known = [];

    /// <summary>What a text asks for, in its order, without the braces.</summary>
    public static IEnumerable<string> Asked(string text) => Placeholder().Matches(text).Select(found => found.Groups[1].Value);

    /// <summary>The first word of what is asked for: a step, or what every run knows.</summary>
    public static string Root(string asked) => Moment().IsMatch(asked) ? Now : asked.Split('.', '[')[0];

    /// <summary>Makes a value known, in place of what was known by that name.</summary>
    public void Set(string name, JsonNode? value) => known[name] = value?.DeepClone();

    /// <summary>A copy with everything in it that is asked for. A text that is nothing but one placeholder becomes the value itself.</summary>
    /// <exception cref="FlowException">Something that is asked for is not there.</exception>
    public JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Fill(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Fill)]),
        JsonValue value when value.TryGetValue(out string? text) => FillText(text),
        _ => node?.DeepClone(),
    };

    private JsonNode? FillText(string text) => Placeholder().Match(text) is { Success: true } whole && whole.Length == text.Length
        ? Find(whole.Groups[1].Value)
        : JsonValue.Create(Placeholder().Replace(text, found => Find(found.Groups[1].Value)?.ToString() ?? ""));

    private JsonNode? Find(string asked)
    {
        if (Moment().Match(asked) is { Success: true } moment)
            return JsonValue.Create(At(moment).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        JsonNode? node = known;
        foreach (var word in asked.Split('.'))
            node = node is JsonObject fields && fields.TryGetPropertyValue(word, out var inner) ? inner : throw Missing(asked, node);
        return node?.DeepClone();
    }

    private static FlowException Missing(string asked, JsonNode? node) => new(
        $"there is no {{{{{asked}}}}}"
        + (node is JsonObject fields ? $"; there is {string.Join(", ", fields.Select(field => field.Key))}." : "."));

    private DateTimeOffset At(Match moment)
    {
        if (!moment.Groups[1].Success)
            return time.GetUtcNow();
        var number = int.Parse(moment.Groups[1].Value, CultureInfo.InvariantCulture);
        return time.GetUtcNow() + moment.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
    }

    [GeneratedRegex(@"\{\{\s*([^{}]*?)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^now(?:\s*\+\s*([0-9]{1,6})([smh]))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
