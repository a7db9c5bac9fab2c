using System.Text.Json.Serialization;
using NimbusFunctions.Operations.DeadLetters;
using NimbusFunctions.Operations.Overview;
using NimbusFunctions.Web;

namespace NimbusFunctions.Operations;

/// <summary>What operators read and send, as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DeadLetterAnswer))]
[JsonSerializable(typeof(Page<DeadLetterAnswer>))]
[JsonSerializable(typeof(DropBody))]
[JsonSerializable(typeof(DeadLetterBatchBody))]
[JsonSerializable(typeof(DeadLetterBatchAnswer))]
[JsonSerializable(typeof(DeadLetterOutcomeAnswer))]
[JsonSerializable(typeof(OverviewAnswer))]
[JsonSerializable(typeof(TenantOperationsAnswer))]
internal sealed partial class OperationsJson : JsonSerializerContext
{
    /// <summary>What everything here is written with.</summary>
    public static OperationsJson Plain => field ??= new(NimbusJson.Plain(Default.Options));
}
