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
    private const int UsualTop = 200;
    private const int MostTop = 1000;

    public static (AvailableUsersQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var page = Paging.Parse(query, UsualTop, MostTop, ["modality", "all"], errors);
        var asked = query.Value("modality");
        var modality = ServiceVocabulary.Modalities.FirstOrDefault(known => string.Equals(known, asked, StringComparison.OrdinalIgnoreCase));
        if (asked is not null && modality is null)
            errors.Add("modality", $"must be one of {string.Join(", ", ServiceVocabulary.Modalities)}.");
        var all = false;
        if (query.Value("all") is { } wanted && !bool.TryParse(wanted, out all))
            errors.Add("all", "must be true or false.");
        var from = page.From(UserPlace.Parse, errors) ?? UserPlace.Start;
        return errors.Any ? (null, errors.ToProblem()) : (new(modality, all, page.Top, from), null);
    }
}
