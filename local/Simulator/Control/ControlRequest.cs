using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>A request to the control API: method, the segments after /_control, query and body.</summary>
internal sealed record ControlRequest(string Method, string[] Segments, IQueryCollection Query, ReadOnlyMemory<byte> Body)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    public bool Flag(string name) => string.Equals(Query[name], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body as a value; null with the problem that says what is wrong with it.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="whenEmpty">What an empty body stands for; null = it must not be empty.</param>
    public T? Read<T>(out ControlReply? problem, T? whenEmpty = null)
        where T : class
    {
        problem = null;
        if (Body.IsEmpty && whenEmpty is not null) return whenEmpty;
        try
        {
            if (JsonSerializer.Deserialize<T>(Body.Span, Strict) is { } value) return value;
            problem = ControlReply.Problem(400, "invalid-body", "The body is null; it must be a JSON object.");
        }
        catch (JsonException e)
        {
            var where = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "The body" : $"The body's field {e.Path.TrimStart('$', '.')}";
            problem = ControlReply.Problem(400, "invalid-body", $"{where} cannot be read: {e.Message}");
        }

        return null;
    }
}
