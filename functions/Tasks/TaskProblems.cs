using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks;

/// <summary>What several endpoints say of tasks.</summary>
internal static class TaskProblems
{
    public static Problem Missing(string id) =>
        Problem.Missing(ProblemTypes.TaskNotFound, $"There is no task '{Printable.Short(id)}', or it has ended.");
}
