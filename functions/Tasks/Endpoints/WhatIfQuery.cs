using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>What <c>GET …/usage/what-if</c> is asked for.</summary>
/// <param name="Cap">The cap to try.</param>
/// <param name="Days">How many days to look back, 1 to 30.</param>
/// <param name="Modality">Only this one; null: each.</param>
internal sealed record WhatIfQuery(int Cap, int Days, Modality? Modality)
{
    private const int UsualDays = 7;
    private const int MostDays = 30;
    private const int MostCap = 1_000;

    public static (WhatIfQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        query.Check(["cap", "days", "modality"], errors);
        var cap = query.Number("cap", null, MostCap, errors);
        var days = query.Number("days", UsualDays, MostDays, errors);
        var modality = Enum.GetValues<Modality>().Cast<Modality?>()
            .FirstOrDefault(candidate => string.Equals(candidate.ToString(), query.Value("modality"), StringComparison.OrdinalIgnoreCase));
        if (query.Value("modality") is not null && modality is null)
            errors.Add("modality", $"must be one of {string.Join(", ", Enum.GetValues<Modality>())}.");
        return errors.Any ? (null, errors.ToProblem()) : (new(cap, days, modality), null);
    }
}
