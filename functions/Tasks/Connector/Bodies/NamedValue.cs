namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>A name and its value: a telephone number, a custom field, a context parameter, an entry of a list.</summary>
internal sealed record NamedValue(string? Name = null, string? Value = null);
