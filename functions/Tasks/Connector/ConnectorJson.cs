using System.Text.Json.Serialization;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Tasks.Connector.Posts;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>
/// What the connector's definition describes, as JSON. What is not known is left out of answers: the definition allows
/// null nowhere.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ExternalTaskBody))]
[JsonSerializable(typeof(ExternalTaskAnswer))]
[JsonSerializable(typeof(SchedulerEntryBody))]
[JsonSerializable(typeof(SchedulerEntryAnswer))]
[JsonSerializable(typeof(IReadOnlyList<SchedulerEntryAnswer>))]
[JsonSerializable(typeof(TaskInformationBody))]
[JsonSerializable(typeof(AdmissionPreview))]
[JsonSerializable(typeof(IReadOnlyList<NamedValue>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ConnectorJson : JsonSerializerContext
{
    /// <summary>What everything here is written with.</summary>
    public static ConnectorJson Plain => field ??= new(NimbusJson.Plain(Default.Options));

    /// <summary>What rows are read with; see <see cref="NimbusJson.Stored"/>.</summary>
    public static ConnectorJson Stored => field ??= new(NimbusJson.Lenient(NimbusJson.Plain(Default.Options)));
}
