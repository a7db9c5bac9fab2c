using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>One step of a flow.</summary>
/// <param name="Id">Its name in the file; later steps use what it was answered by it.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="Fields">What it does it with, as the file has it.</param>
internal sealed record FlowStep(string Id, StepKind Kind, string Place, JsonObject Fields)
{
    /// <summary>The statuses that are right.</summary>
    public IReadOnlyList<int> Expected { get; init; } = [200];

    /// <summary>What the answer, or the event, must hold: names and values.</summary>
    public JsonObject Answer { get; init; } = [];

    /// <summary>The status up to which a post is done again and again, each time as a task of its own; null: it is done once.</summary>
    public int? Until { get; init; }

    /// <summary>How often at most, where it is done until a status.</summary>
    public int AtMost { get; init; } = 1;

    /// <summary>How a post is named, so that sending it again makes no second task.</summary>
    public PostNaming Naming { get; init; } = PostNaming.Header;

    /// <summary>How long a step that waits waits.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
