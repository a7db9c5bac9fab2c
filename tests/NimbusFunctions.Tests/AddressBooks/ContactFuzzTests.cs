using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.AddressBooks;

/// <summary>Bodies that nobody would send on purpose.</summary>
public sealed class ContactFuzzTests
{
    private const int Bodies = 1000;
    private static readonly string[] Names = ["externalId", "displayName", "addresses", "customFields", "emailAddresses", "company", "colour", "EXTERNALID", ""];
    private static readonly string[] Texts = ["", " ", "a", "'", "\"", "\u0000", "\ud800", "\\u0000", "é", "c|", "}", "$filter", "\r\nX: y", "../..", new('x', 2000)];

    [Fact]
    public async Task Bodies_Fuzzed_AreTakenOrRefusedAndNeverFail()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();
        var random = new Random(8911);
        var wrong = new List<string>();
        for (var place = 0; place < Bodies; place++)
        {
            var body = random.Next(5) == 0 ? Broken(random) : Value(random, 0)?.ToJsonString() ?? "null";
            var (method, path) = random.Next(6) switch
            {
                0 => (HttpMethod.Put, BookScene.Contacts(book)),
                1 => (HttpMethod.Post, $"{BookScene.Contacts(book)}/delete"),
                2 => (HttpMethod.Post, "v2/AddressBooks"),
                3 => (HttpMethod.Patch, $"v2/AddressBooks/{book}"),
                _ => (HttpMethod.Post, BookScene.Contacts(book)),
            };
            var status = await BookScene.StatusAsync(scene.Administrator, method, path, body);
            if ((int)status >= 500 || status is HttpStatusCode.Forbidden)
                wrong.Add($"{method} {path} {(int)status}: {(body.Length > 200 ? body[..200] : body)}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Body_ThatIsTooLarge_Is413()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();

        (await scene.AddAsync(book, $$"""{"externalId":"{{new string('x', 1024 * 1024)}}"}""")).IsProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 3 ? 4 : 8) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.NextDouble() * 1e9),
        3 => Text(random),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(25)).Select(_ => Value(random, depth + 1))]),
        _ => Object(random, depth),
    };

    private static JsonObject Object(Random random, int depth)
    {
        var made = new JsonObject();
        if (depth == 0 && random.Next(3) > 0)
            made["externalId"] = Text(random);
        for (var more = random.Next(5); more > 0; more--)
            made[Names[random.Next(Names.Length)]] = Value(random, depth + 1);
        return made;
    }

    private static JsonValue Text(Random random)
    {
        var text = Texts[random.Next(Texts.Length)];
        // A half of a pair cannot be written by this serializer; Broken has some.
        return JsonValue.Create(text.Any(char.IsSurrogate) ? "pair" : text);
    }

    private static string Broken(Random random)
    {
        var text = new StringBuilder("""{"externalId":"\ud800","customFields":[{"name":"n","value":"\ud800\u0000"}],"a":""");
        for (var more = random.Next(6); more > 0; more--)
            text.Append("{}[]\":,\\0u".AsSpan(random.Next(9), 1));
        return random.Next(3) == 0 ? """{"externalId":"e","customFields":[{"name":"n","value":"\ud800"}]}""" : text.ToString();
    }
}
