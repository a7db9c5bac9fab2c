using System.Text.Json.Serialization;

namespace NimbusFunctions.Tasks;

/// <summary>What kind of task it is. Each has a cap of its own per service; names are stored and in answers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Modality>))]
internal enum Modality
{
    Outbound,
    ExternalTask,
    InstantMessaging,
    Email,
}
