using System.Collections.Frozen;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.Callbacks.News;

/// <summary>The triggers of a tenant by service, as they were read at one time.</summary>
internal sealed class TenantTriggers
{
    private readonly FrozenDictionary<string, FlowTrigger[]>? byService;

    /// <param name="triggers">All of them.</param>
    /// <param name="asOf">When reading them began.</param>
    public TenantTriggers(IReadOnlyList<FlowTrigger> triggers, DateTimeOffset asOf)
        : this(asOf) => byService = triggers
            .SelectMany(trigger => trigger.Filter.Services.Distinct(StringComparer.Ordinal).Select(service => (service, trigger)))
            .GroupBy(pair => pair.service, pair => pair.trigger, StringComparer.Ordinal)
            .ToFrozenDictionary(service => service.Key, service => service.ToArray(), StringComparer.Ordinal);

    private TenantTriggers(DateTimeOffset asOf) => AsOf = asOf;

    /// <summary>They could not be read: any news may be wanted.</summary>
    public static TenantTriggers Unknown { get; } = new(DateTimeOffset.MinValue);

    /// <summary>Nobody wants to know anything.</summary>
    public static TenantTriggers None { get; } = new([], DateTimeOffset.MinValue);

    public DateTimeOffset AsOf { get; }

    /// <summary>Whether anything of a service may be wanted; asked of every change of every task.</summary>
    public bool Watch(string service) => byService is null || byService.ContainsKey(service);

    /// <summary>Whether somebody may want this.</summary>
    public bool Want(ContactTask task, TaskNews news) => byService is null || Of(task, news).Any();

    /// <summary>Who wants this.</summary>
    public IEnumerable<FlowTrigger> Of(ContactTask task, TaskNews news) =>
        byService?.GetValueOrDefault(task.ServiceId)?.Where(trigger => IsWanted(trigger, task, news)) ?? [];

    private static bool IsWanted(FlowTrigger trigger, ContactTask task, TaskNews news) =>
        news.EventOf(trigger.Kind) is { } name
        && trigger.Filter.Events.Contains(name)
        && IsAmong(trigger.Filter.Modalities, TaskWords.ModalityOf(task.Modality))
        && IsAmong(trigger.Filter.Directions, TaskWords.DirectionOf(task.Modality));

    private static bool IsAmong(IReadOnlyList<string> wanted, string value) => wanted.Count == 0 || wanted.Contains(value);
}
