using System.Text.Json.Nodes;

namespace NimbusFunctions.Tests.Tenants;

/// <summary>Makes a document a little wrong, or very, each time in another way. It follows from the seed.</summary>
internal sealed class DocumentMutation(int seed)
{
    private static readonly string[] Texts =
        ["", " ", "x", "\u0000", "\ud83d\ude00", "<script>alert(1)</script>", "' or 1 eq 1", "../..", "null", "true", "-1", "NaN", "00000000-0000-0000-0000-000000000001", new('a', 5_000)];

    private static readonly double[] Numbers = [0, -1, 1, 1.5, 51, 1e9, -1e300, 1e300, int.MaxValue, 4294967296, 0.1];

    private readonly Random random = new(seed);

    /// <summary>The document after one to four mutations.</summary>
    public JsonObject Apply(JsonObject valid)
    {
        var document = valid.DeepClone().AsObject();
        for (var times = random.Next(1, 5); times > 0; times--)
            Mutate(document);
        return document;
    }

    private void Mutate(JsonObject at)
    {
        while (at.Count > 0 && random.Next(4) > 0 && at.ElementAt(random.Next(at.Count)).Value is JsonObject inner)
            at = inner;
        if (at.Count == 0 || random.Next(8) == 0)
        {
            at[Name()] = Value(0);
            return;
        }

        var name = at.ElementAt(random.Next(at.Count)).Key;
        switch (random.Next(6))
        {
            case 0:
                at.Remove(name);
                break;
            case 1:
                var value = at[name]?.DeepClone();
                at.Remove(name);
                at[name + (random.Next(2) == 0 ? "s" : " ")] = value;
                break;
            case 2:
                at[name] = null;
                break;
            default:
                at[name] = Value(0);
                break;
        }
    }

    private string Name() => random.Next(3) switch
    {
        0 => "__proto__",
        1 => Texts[random.Next(Texts.Length)],
        _ => $"field{random.Next(100)}",
    };

    private JsonNode? Value(int depth) => random.Next(depth > 3 ? 4 : 7) switch
    {
        0 => Texts[random.Next(Texts.Length)],
        1 => Numbers[random.Next(Numbers.Length)],
        2 => random.Next(2) == 0,
        3 => null,
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth + 1))]),
        5 => new JsonObject { [Name()] = Value(depth + 1) },
        _ => Texts[random.Next(Texts.Length)],
    };
}
