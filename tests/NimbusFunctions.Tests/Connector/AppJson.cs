using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NimbusFunctions.Tests.Connector;

/// <summary>The types that the app reads and writes as JSON, by their names.</summary>
internal static class AppJson
{
    private static readonly Type[] Types = typeof(NimbusJson).Assembly.GetTypes();

    private static readonly IReadOnlyList<JsonSerializerContext> Contexts =
    [
        .. Types.Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)))
            .Select(type => (JsonSerializerContext)type.GetProperty("Default")!.GetValue(null)!),
    ];

    /// <param name="name">A type's name, the end of its full name where others have the same; <c>X[]</c>: a list; <c>Page:X</c>: a page.</param>
    /// <returns>Null: the app has no such JSON.</returns>
    public static JsonTypeInfo? Find(string name) => TypeOf(name) is { } type ? Of(type) : null;

    public static JsonTypeInfo? Of(Type type) => Contexts.Select(context => context.GetTypeInfo(type)).FirstOrDefault(info => info is not null);

    private static Type? TypeOf(string name)
    {
        if (name == "string")
            return typeof(string);
        if (name.EndsWith("[]", StringComparison.Ordinal))
            return TypeOf(name[..^2]) is { } item ? typeof(IReadOnlyList<>).MakeGenericType(item) : null;
        if (name.StartsWith("Page:", StringComparison.Ordinal))
            return TypeOf(name["Page:".Length..]) is { } value ? typeof(Web.Page<>).MakeGenericType(value) : null;
        return Types.SingleOrDefault(type => $".{type.FullName}".EndsWith($".{name}", StringComparison.Ordinal));
    }
}
