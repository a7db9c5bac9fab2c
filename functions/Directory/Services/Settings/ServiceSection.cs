namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>A section of a service's settings.</summary>
/// <param name="Name">As in the document and in addresses.</param>
/// <param name="Fields">In the order in which they are shown.</param>
internal sealed record ServiceSection(string Name, IReadOnlyList<ServiceField> Fields)
{
    /// <summary>A field by the name that a caller knows it by, e.g. <c>general.name</c>.</summary>
    public string PathOf(ServiceField field) => $"{Name}.{field.Name}";
}
