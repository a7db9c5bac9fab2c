using NimbusFunctions.Directory.Services;
using NimbusFunctions.Web;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>What <c>GET …/available-users</c> is asked for.</summary>
/// <param name="Modality">Who takes tasks of this modality; null: of any.</param>
/// <param name="All">Whether those are listed too who take none, each with the reason.</param>
/// <param name="Top">At most so many, 1 to 1,000.</param>
/// <param name="From">Where the page begins.</param>
internal sealed record AvailableUsersQuery(string? Modality, bool All, int Top, UserPlace From)
{
    private const int DefaultTop = 200;
    private const int MostTop = 1000;

    public static (AvailableUsersQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var found = new AvailableUsersQuery(null, false, DefaultTop, UserPlace.Start);
        foreach (var (name, values) in query)
        {
            if (values.Count != 1)
                errors.Add(Printable.Short(name), "must be given once.");
            else
                found = Take(found, name, values.ToString(), errors);
        }

        return errors.Any ? (null, errors.ToProblem()) : (found, null);
    }

    private static AvailableUsersQuery Take(AvailableUsersQuery query, string name, string value, ValidationErrors errors)
    {
        switch (name)
        {
            case "modality":
                var modality = ServiceVocabulary.Modalities.FirstOrDefault(known => string.Equals(known, value, StringComparison.OrdinalIgnoreCase));
                if (modality is null)
                    errors.Add(name, $"must be one of {string.Join(", ", ServiceVocabulary.Modalities)}.");
                return query with { Modality = modality };
            case "all":
                if (!bool.TryParse(value, out var all))
                    errors.Add(name, "must be true or false.");
                return query with { All = all };
            case "top":
                if (!int.TryParse(value, null, out var top) || top is < 1 or > MostTop)
                    errors.Add(name, $"must be a number from 1 to {MostTop}.");
                return query with { Top = top };
            case "continuation":
                var from = UserPlace.Parse(value);
                if (from is null)
                    errors.Add(name, "must be the continuation of an earlier answer.");
                return query with { From = from ?? UserPlace.Start };
            default:
                errors.Add(Printable.Short(name), "is not a parameter; there are modality, all, top, continuation.");
                return query;
        }
    }
}
