using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>What <c>GET …/tasks</c> is asked for: filters, all of them ANDed, and a page.</summary>
/// <param name="State">Only tasks that stand there.</param>
/// <param name="Service">Only those of this service.</param>
/// <param name="Modality">Only those of this modality.</param>
/// <param name="Top">At most so many, 1 to 200.</param>
/// <param name="After">The place of the last one of the page before; null: from the start.</param>
internal sealed record TaskQuery(TaskState? State, string? Service, Modality? Modality, int Top, TaskPlace? After)
{
    private const int UsualTop = 50;
    private const int MostTop = 200;
    private const int LongestService = 64;

    // Ended tasks are in the history.
    private static readonly TaskState[] Live = [.. Enum.GetValues<TaskState>().Where(state => state != TaskState.Terminated)];

    public static (TaskQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var page = Paging.Parse(query, UsualTop, MostTop, ["state", "service", "modality"], errors);
        var (state, modality) = (Word(Live, "state", query, errors), Word(Enum.GetValues<Modality>(), "modality", query, errors));
        var service = query.Value("service");
        errors.Text("service", service, LongestService);
        var after = page.From(TaskPlace.Parse, errors);
        return errors.Any ? (null, errors.ToProblem()) : (new(state, service, modality, page.Top, after), null);
    }

    private static T? Word<T>(IReadOnlyCollection<T> words, string name, IQueryCollection query, ValidationErrors errors) where T : struct, Enum
    {
        if (query.Value(name) is not { } value)
            return null;
        foreach (var word in words)
        {
            if (string.Equals(word.ToString(), value, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        errors.Add(name, $"must be one of {string.Join(", ", words)}.");
        return null;
    }
}
