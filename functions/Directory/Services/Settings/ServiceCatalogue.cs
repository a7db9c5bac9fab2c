using NimbusFunctions.Directory.Services.Settings.Fields;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>Every field that a service's settings have: checks, schema, permissions and documentation are made of this list.</summary>
internal static class ServiceCatalogue
{
    public static ServiceSection General { get; } = new("general", GeneralFields.All);

    public static ServiceSection Modalities { get; } = new("modalities", ModalityFields.All);

    public static ServiceSection Distribution { get; } = new("distribution", DistributionFields.All);

    public static ServiceSection Extensions { get; } = new("extensions", ExtensionFields.All);

    public static ServiceSection Users { get; } = new("users", UserFields.All);

    public static ServiceSection Interact { get; } = new("interact", InteractFields.All);

    public static IReadOnlyList<ServiceSection> InOrder { get; } = [General, Modalities, Distribution, Extensions, Users, Interact];

    public static IReadOnlyDictionary<string, ServiceSection> All { get; } = InOrder.ToDictionary(section => section.Name, StringComparer.Ordinal);

    public static IReadOnlyList<(ServiceSection Section, ServiceField Field)> Fields { get; } =
        [.. InOrder.SelectMany(section => section.Fields.Select(one => (section, one)))];
}
