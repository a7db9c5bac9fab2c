using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>Whether a task fits into its row.</summary>
internal static class TaskSize
{
    // A column takes 64 KiB of UTF-16 (Tables: "Understanding the Table service data model"). Within the row's JSON a
    // quotation mark of the content takes six characters. The rest is for what the task's life adds.
    private const int LongestRow = 31_000;

    /// <summary>What is wrong with it; null: nothing.</summary>
    public static Problem? Fault(ContactTask task) =>
        task.Content.Length <= ContactTask.LongestContent
        && JsonSerializer.Serialize(task, NimbusJson.Default.ContactTask).Length <= LongestRow
            ? null
            : new(
                ProblemTypes.TooLarge, "The body is too large.", StatusCodes.Status413PayloadTooLarge,
                "What is known of a task must fit into about 24,000 characters; shorten the context parameters or custom fields.");
}
