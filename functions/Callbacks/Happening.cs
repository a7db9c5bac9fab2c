using System.Text.Json.Serialization;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Tasks;
using NimbusFunctions.Web;

namespace NimbusFunctions.Callbacks;

/// <summary>Something became of a task, and somebody may want to know.</summary>
/// <param name="EventId">The same for the same news however often it is sent: the task and a number that grows.</param>
/// <param name="News">What is told of it, in order; at least one.</param>
/// <param name="At">When it was stored.</param>
/// <param name="Task">The task as it was then, without its content.</param>
/// <param name="Content">Its content, as it stands: written as text it would be twice as long and not fit into its row.</param>
/// <param name="ConnectedUser">Who worked on it last, where that is known.</param>
/// <param name="Updated">The name of the parameter that a flow changed last; null: none.</param>
internal sealed record Happening(
    string EventId,
    IReadOnlyList<TaskNews> News,
    DateTimeOffset At,
    ContactTask Task,
    [property: JsonConverter(typeof(RawJson))] string Content,
    string? ConnectedUser = null,
    string? Updated = null)
{
    /// <summary>The task with its content.</summary>
    [JsonIgnore]
    public ContactTask Whole => Task with { Content = Content };

    /// <summary>The event id of one of its news.</summary>
    /// <param name="place">Its place in <see cref="News"/>, from 0.</param>
    public string EventIdOf(int place) => place == 0 ? EventId : $"{EventId}.{place}";
}
