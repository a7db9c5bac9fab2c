using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector;

namespace NimbusFunctions.Callbacks.News;

/// <summary>What a task is in the connector's words.</summary>
internal static class TaskWords
{
    /// <summary>A value of the connector's list of modalities.</summary>
    public static string ModalityOf(Modality modality) => modality == Modality.Outbound ? ConnectorVocabulary.Audio : modality.ToString();

    /// <summary>A value of the connector's list of directions: an external task comes from nobody.</summary>
    public static string DirectionOf(Modality modality) => modality switch
    {
        Modality.Outbound => "Outbound",
        Modality.ExternalTask => "None",
        _ => "Inbound",
    };
}
