using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>What <c>GET …/usage/what-if</c> is asked for.</summary>
/// <param name="Cap">The cap to try.</param>
/// <param name="Days">How many days to look back, 1 to 30.</param>
/// <param name="Modality">Only this one; null: each.</param>
internal sealed record WhatIfQuery(int Cap, int Days, Modality? Modality)
{
    private const int DefaultDays = 7;
    private const int MostDays = 30;
    private const int MostCap = 1_000;

    public static (WhatIfQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        foreach (var name in query.Keys.Where(name => name is not ("cap" or "days" or "modality")))
            errors.Add(Printable.Short(name), "is not a parameter; there are cap, days, modality.");
        var cap = Number("cap", null, MostCap);
        var days = Number("days", DefaultDays, MostDays);
        var modality = Enum.GetValues<Modality>().Cast<Modality?>()
            .FirstOrDefault(candidate => string.Equals(candidate.ToString(), query["modality"], StringComparison.OrdinalIgnoreCase));
        if (query.ContainsKey("modality") && modality is null)
            errors.Add("modality", $"must be one of {string.Join(", ", Enum.GetValues<Modality>())}.");
        return errors.Any ? (null, errors.ToProblem()) : (new(cap, days, modality), null);

        int Number(string name, int? otherwise, int most)
        {
            if (!query.ContainsKey(name) && otherwise is { } left)
                return left;
            if (!int.TryParse(query[name].ToString(), null, out var number) || number < 1 || number > most)
                errors.Add(name, $"must be a number from 1 to {most}.");
            return number;
        }
    }
}
