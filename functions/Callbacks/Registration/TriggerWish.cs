using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Connector;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Web;

namespace NimbusFunctions.Callbacks.Registration;

/// <summary>What a flow asks to be told of, of either kind.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Url">Where to.</param>
/// <param name="Services">UPNs.</param>
/// <param name="EventsField">What the kind calls its events.</param>
/// <param name="Events">Which events.</param>
/// <param name="Modalities">Of which modalities.</param>
/// <param name="Directions">Of which directions.</param>
internal sealed record TriggerWish(
    TriggerKind Kind,
    string? Url,
    IReadOnlyList<string?>? Services,
    string EventsField,
    IReadOnlyList<string?>? Events,
    IReadOnlyList<string?>? Modalities,
    IReadOnlyList<string?>? Directions)
{
    public const int MostServices = 100;
    private const int LongestUpn = 128;

    public bool HasConfig { get; init; }

    /// <summary>Everything that is wrong with it in itself.</summary>
    /// <param name="localReceivers">Whether receivers on this machine will do.</param>
    public ValidationErrors Validate(bool localReceivers)
    {
        var errors = new ValidationErrors();
        if (!HasConfig)
        {
            errors.Add("config", "must be there.");
            return errors;
        }

        if (CallbackAddress.Fault(Url, localReceivers) is { } fault)
            errors.Add("config.url", fault);
        if (Services is not { Count: > 0 and <= MostServices })
            errors.Add("config.services", $"must be from 1 to {MostServices} UPNs of services, there are {Services?.Count ?? 0}.");
        foreach (var (place, upn) in (Services ?? []).Take(MostServices).Index())
            errors.Text($"config.services[{place}]", upn, LongestUpn, required: true);
        Listed(errors, EventsField, Events, Kind == TriggerKind.Tasks ? ConnectorVocabulary.TaskEvents : ConnectorVocabulary.SchedulerEntryEvents, required: true);
        Listed(errors, "modalities", Modalities, ConnectorVocabulary.Modalities);
        Listed(errors, "directions", Directions, ConnectorVocabulary.Directions);
        return errors;
    }

    /// <summary>The filter of a wish that is valid.</summary>
    /// <param name="services">The ids of its services.</param>
    public TriggerFilter ToFilter(IEnumerable<string> services) => new(Sorted(services), Sorted(Events), Sorted(Modalities), Sorted(Directions));

    /// <summary>The same wish of the same user has the same id, so that a flow that sends it again gets no second one.</summary>
    public static string IdOf(string tenant, string user, TriggerKind kind, string address, TriggerFilter filter) => StableHash.Hex(
        string.Join('\n', [tenant, user, kind.ToString(), address, List(filter.Services), List(filter.Events), List(filter.Modalities), List(filter.Directions)]), 32);

    private static void Listed(ValidationErrors errors, string name, IReadOnlyList<string?>? values, IReadOnlyList<NamedValue> list, bool required = false)
    {
        var (field, known) = ($"config.{name}", list.Select(entry => entry.Value!).ToList());
        if (required && values is not { Count: > 0 })
            errors.Add(field, $"must be at least one of {string.Join(", ", known)}.");
        if (values?.Count > known.Count)
            errors.Add(field, $"must be at most {known.Count} different ones, there are {values.Count}.");
        foreach (var (place, _) in (values ?? []).Take(known.Count).Index().Where(value => value.Item is null || !known.Contains(value.Item)))
            errors.Add($"{field}[{place}]", $"must be one of {string.Join(", ", known)}.");
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string?>? values) =>
        [.. (values ?? []).Select(value => value!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string List(IReadOnlyList<string> values) => string.Join('|', values);
}
