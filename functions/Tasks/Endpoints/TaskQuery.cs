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
    private const int DefaultTop = 50;
    private const int MostTop = 200;

    // Ended tasks are in the history.
    private static readonly TaskState[] Live = [.. Enum.GetValues<TaskState>().Where(state => state != TaskState.Terminated)];

    public static (TaskQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var found = new TaskQuery(null, null, null, DefaultTop, null);
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            if (values.Count != 1)
                errors.Add(Printable.Short(name), "must be given once.");
            else
                found = Take(found, name, value, errors);
        }

        return errors.Any ? (null, errors.ToProblem()) : (found, null);
    }

    private static TaskQuery Take(TaskQuery query, string name, string value, ValidationErrors errors)
    {
        switch (name)
        {
            case "state":
                return query with { State = Word(Live, name, value, errors) };
            case "modality":
                return query with { Modality = Word(Enum.GetValues<Modality>(), name, value, errors) };
            case "service":
                errors.Text(name, value, 64, required: true);
                return query with { Service = value };
            case "top":
                if (!int.TryParse(value, null, out var top) || top is < 1 or > MostTop)
                    errors.Add(name, $"must be a number from 1 to {MostTop}.");
                return query with { Top = top };
            case "continuation":
                var after = TaskPlace.Parse(value);
                if (after is null)
                    errors.Add(name, "must be the continuation of an earlier answer.");
                return query with { After = after };
            default:
                errors.Add(Printable.Short(name), "is not a parameter; there are state, service, modality, top, continuation.");
                return query;
        }
    }

    private static T? Word<T>(IReadOnlyCollection<T> words, string name, string value, ValidationErrors errors) where T : struct, Enum
    {
        foreach (var word in words)
        {
            if (string.Equals(word.ToString(), value, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        errors.Add(name, $"must be one of {string.Join(", ", words)}.");
        return null;
    }
}
