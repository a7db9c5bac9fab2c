using System.Text.Json;

namespace NimbusFunctions.Tests.Connector;

/// <summary>The sentences of a definition that people read.</summary>
internal static class DefinitionTexts
{
    // Labels such as "First name" are everybody's.
    private const int WordsOfASentence = 4;

    public static IReadOnlySet<string> Of(SwaggerDocument document) =>
        document.Operations.SelectMany(operation => Within(document, operation.Item)).Where(text => text.Split(' ').Length >= WordsOfASentence).ToHashSet();

    private static IEnumerable<string> Within(SwaggerDocument document, JsonElement node) => document.Resolve(node) switch
    {
        { ValueKind: JsonValueKind.Object } value => value.EnumerateObject().SelectMany(member =>
            member.Name is "description" or "summary" or "x-ms-summary" or "title" && member.Value.ValueKind == JsonValueKind.String
                ? [member.Value.GetString()!.Trim().TrimEnd('.')]
                : Within(document, member.Value)),
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(item => Within(document, item)),
        _ => [],
    };
}
