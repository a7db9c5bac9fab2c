using System.Text.Json;

namespace Nimbus.Platform.Hosting;

/// <summary>
/// What the host posts to a function: <c>{"Data":{name:value},"Metadata":{…}}</c>. Keys that nobody asks for (the
/// extension's live objects, and whatever newer hosts add) are left alone.
/// </summary>
/// <param name="Value">The trigger's value, as encoded by the host.</param>
/// <param name="Metadata">The metadata object, or undefined.</param>
internal sealed record Envelope(JsonElement Value, JsonElement Metadata)
{
    /// <param name="root">The request body.</param>
    /// <param name="bindingName">The trigger's name in function.json; <see langword="null"/> takes the only value there is.</param>
    /// <exception cref="MalformedEnvelopeException">It is not an envelope with that value.</exception>
    public static Envelope Of(JsonElement root, string? bindingName)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("Data", out var data) || data.ValueKind != JsonValueKind.Object)
            throw new MalformedEnvelopeException("the body is not an object with Data");
        root.TryGetProperty(nameof(Metadata), out var metadata);
        return new(ValueIn(data, bindingName), metadata);
    }

    private static JsonElement ValueIn(JsonElement data, string? bindingName)
    {
        if (!string.IsNullOrEmpty(bindingName) && JsonReading.Property(data, bindingName) is { } named)
            return named;
        using var values = data.EnumerateObject();
        if (!values.MoveNext())
            throw new MalformedEnvelopeException("Data is empty");
        var only = values.Current.Value;
        return values.MoveNext() ? throw new MalformedEnvelopeException("Data has several values and none is the trigger's") : only;
    }

    /// <summary>Which retry of a retry policy this is; 0 without one.</summary>
    public int RetryCount =>
        JsonReading.Property(Metadata, "RetryContext") is { } context
        && JsonReading.Property(context, "RetryCount") is { ValueKind: JsonValueKind.Number } count
        && count.TryGetInt32(out var value) ? value : 0;
}
