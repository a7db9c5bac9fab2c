using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>The words of the connector: what its designer offers in lists.</summary>
internal static class ConnectorVocabulary
{
    /// <summary>A call, inbound or outbound.</summary>
    public const string Audio = "Audio";

    public static IReadOnlyList<NamedValue> Priorities { get; } = [.. ServiceVocabulary.Priorities.Select(Same)];

    public static IReadOnlyList<NamedValue> Directions { get; } = [Same("Inbound"), Same("Outbound"), Same("None")];

    public static IReadOnlyList<NamedValue> Modalities { get; } =
        [new("Audio", Audio), new("Instant Messaging", "InstantMessaging"), new("External Task", "ExternalTask"), new("Email", "Email")];

    /// <summary>What becomes of a task: its creation, then the states that it goes through.</summary>
    public static IReadOnlyList<NamedValue> TaskEvents { get; } = [Same("Created"), .. States(TaskState.InQueue), new("Updated", "Updated")];

    /// <summary>What becomes of a scheduler entry.</summary>
    public static IReadOnlyList<NamedValue> SchedulerEntryEvents { get; } = [.. States(TaskState.Scheduled), new("Deleted", "Deleted")];

    private static IEnumerable<NamedValue> States(TaskState first) =>
        Enum.GetValues<TaskState>().Where(state => state >= first).Select(state => new NamedValue(Words(state), state.ToString()));

    private static string Words(TaskState state) => state switch
    {
        TaskState.InQueue => "In queue",
        TaskState.InAfterWork => "In after-call work",
        _ => state.ToString(),
    };

    private static NamedValue Same(string word) => new(word, word);
}
