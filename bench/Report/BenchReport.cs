using System.Text.Json;

namespace NimbusFunctions.Bench.Report;

/// <summary>What a bench has found.</summary>
/// <param name="Bench">The bench's name.</param>
/// <param name="Figures">What was measured, by name; names end in their unit where they have one.</param>
/// <param name="Targets">What the figures have to be; each names one of them.</param>
internal sealed record BenchReport(string Bench, OrderedDictionary<string, double> Figures, IReadOnlyList<BenchTarget> Targets)
{
    private const int Decimals = 3;

    /// <summary>Whether every target is met.</summary>
    /// <exception cref="KeyNotFoundException">A target names no figure.</exception>
    public bool Met => Targets.All(target => target.IsMetBy(Figures[target.Figure]));

    /// <summary>One line for machines: <c>{"bench":…,"figures":{…},"targets":{"name":{"atMost":1.3}},"met":true}</c>.</summary>
    /// <exception cref="ArgumentException">A figure is no number: infinite, or not a number at all.</exception>
    public string ToJson()
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            json.WriteString("bench", Bench);
            json.WriteStartObject("figures");
            foreach ((var name, var value) in Figures)
                json.WriteNumber(name, Math.Round(value, Decimals));
            json.WriteEndObject();
            json.WriteStartObject("targets");
            foreach (var target in Targets)
            {
                json.WriteStartObject(target.Figure);
                json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(target.Bound.ToString()), target.Limit);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteBoolean("met", Met);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length));
    }
}
