using System.Text.Json.Nodes;
using NimbusFunctions.Configuration;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Settings;

/// <summary>Whether what a user's settings refer to is there, and lies where the user may use it.</summary>
internal sealed class UserPlaces(ConfigurationStore configuration)
{
    /// <summary>Names every reference of a document that cannot be.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="section">The section.</param>
    /// <param name="json">Its document as it is to be.</param>
    /// <param name="path">The user's organization unit and those above.</param>
    /// <param name="errors">Takes the faults.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task CheckAsync(
        string tenant, UserSection section, string json, IReadOnlyList<string> path, ValidationErrors errors, CancellationToken cancellation)
    {
        var entities = new Dictionary<string, ConfigurationEntity>(StringComparer.Ordinal);
        foreach (var found in section.Found(json))
        {
            var there = await configuration.FindAsync(tenant, found.Kind, found.Id, cancellation);
            if (EntityReach.FaultOf(found.Kind, there, path, "user's") is { } fault)
                errors.Add(found.Path, fault);
            else
                entities[found.Id] = there!;
        }

        if (section == UserSections.Skills)
            CheckLevels(JsonNode.Parse(json)!["skills"]!.AsArray(), entities, errors);
    }

    /// <summary>What a user refers to that cannot be reached from a unit: where it stands, and what it is.</summary>
    public async Task<IReadOnlyList<string>> OutOfReachAsync(string tenant, StoredUser stored, IReadOnlyList<string> path, CancellationToken cancellation)
    {
        var outside = new List<string>();
        foreach (var (section, found) in UserSettings.FoundIn(stored))
        {
            if (await configuration.FindAsync(tenant, found.Kind, found.Id, cancellation) is { } there && !path.Contains(there.UnitId))
                outside.Add($"{section}.{found.Path} ({ConfigurationKinds.All[found.Kind].One} {found.Id})");
        }

        return outside;
    }

    /// <summary>Every level is one that its skill has: a pure decision.</summary>
    private static void CheckLevels(JsonArray skills, Dictionary<string, ConfigurationEntity> entities, ValidationErrors errors)
    {
        foreach (var (place, skill) in skills.Index())
        {
            if (!entities.TryGetValue(Guid.Parse(skill!["skillId"]!.GetValue<string>()).ToString("D"), out var entity))
                continue;
            var (levels, level) = (JsonNode.Parse(entity.Fields)!["levels"]?.AsArray().Count ?? 0, skill["level"]?.GetValue<int>());
            if (levels == 0 && level is not null)
                errors.Add($"skills[{place}].level", "must be left out: the skill has no levels.");
            else if (levels > 0 && (level is null || level > levels))
                errors.Add($"skills[{place}].level", $"must be from 1 to {levels}, the levels that the skill has.");
        }
    }
}
