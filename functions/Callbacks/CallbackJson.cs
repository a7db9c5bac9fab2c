using System.Text.Json.Serialization;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Callbacks.Registration;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Web;

namespace NimbusFunctions.Callbacks;

/// <summary>What flows register and are told, as JSON. What is not known is left out: the connector's definition allows null nowhere.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TaskTriggerBody))]
[JsonSerializable(typeof(EntryTriggerBody))]
[JsonSerializable(typeof(RegisteredTrigger))]
[JsonSerializable(typeof(Page<TriggerAnswer>))]
[JsonSerializable(typeof(TaskEventData))]
[JsonSerializable(typeof(SchedulerEntryAnswer))]
internal sealed partial class CallbackJson : JsonSerializerContext
{
    /// <summary>What everything here is written with.</summary>
    public static CallbackJson Plain => field ??= new(NimbusJson.Plain(Default.Options));
}
