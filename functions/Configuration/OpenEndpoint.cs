using System.Globalization;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>Whether opening hours are open at a moment.</summary>
internal static class OpenEndpoint
{
    public static async Task<IResult> ReadAsync(HttpContext http, string entity, ConfigurationDesk desk, TimeProvider time)
    {
        var (errors, at) = (new ValidationErrors(), time.GetUtcNow());
        http.Request.Query.Check(["at"], errors);
        if (http.Request.Query.Value("at") is { } text
            && (text.Length > 40 || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at)
                || at.UtcDateTime.Year is < 1900 or > 9998))
            errors.Add("at", "must be a moment such as 2030-12-24T08:30:00Z.");
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (await ConfigurationEndpoints.FindAsync(http, ConfigurationKinds.OpeningHours, entity, desk) is not { } found)
            return new ProblemResult(ConfigurationDesk.Missing(ConfigurationKinds.OpeningHours, entity));
        var schedule = OpeningSchedule.Parse(found.Fields);
        return Results.Json(new OpenAnswer(found.Id, at.ToUniversalTime(), schedule.Local(at), schedule.IsOpen(at)), NimbusJson.Default.OpenAnswer);
    }
}

/// <summary>Whether opening hours are open.</summary>
/// <param name="At">The moment.</param>
/// <param name="Local">The same as the clocks of the hours' zone show it.</param>
/// <param name="Open">Whether it lies within.</param>
internal sealed record OpenAnswer(string Id, DateTimeOffset At, DateTimeOffset Local, bool Open);
