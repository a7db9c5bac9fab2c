using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>What the levels of a distribution profile have to be together: a pure decision.</summary>
internal static class DistributionLevels
{
    public static void Check(JsonElement document, ValidationErrors errors)
    {
        var (before, place) = (-1, 0);
        foreach (var level in document.GetProperty("levels").EnumerateArray())
        {
            var after = level.GetProperty("afterSeconds").GetInt32();
            if (place == 0 && after != 0)
                errors.Add("levels[0].afterSeconds", "must be 0: the first level begins at once.");
            else if (after <= before)
                errors.Add($"levels[{place}].afterSeconds", $"must be more than {before}, that of the level before.");
            (before, place) = (after, place + 1);
        }
    }
}
