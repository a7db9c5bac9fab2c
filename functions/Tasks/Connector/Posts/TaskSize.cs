using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>Whether a task fits into its row.</summary>
internal static class TaskSize
{
    /// <summary>What is wrong with it; null: nothing.</summary>
    public static Problem? Fault(ContactTask task) => task.Content.Length <= ContactTask.LongestContent
        ? null
        : new(
            ProblemTypes.TooLarge, "The body is too large.", StatusCodes.Status413PayloadTooLarge,
            $"What is known of a task must fit into {ContactTask.LongestContent} characters; shorten the context parameters or custom fields.");
}
