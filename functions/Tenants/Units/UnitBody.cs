using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Units;

/// <summary>What a call wants of a unit; null: it says nothing of it.</summary>
/// <param name="Name">1 to 128 characters, without spaces around.</param>
/// <param name="ParentId">A GUID, lower case.</param>
internal sealed record UnitBody(string? Name, string? ParentId)
{
    private const int LongestName = 128;

    /// <summary>Reads what was sent, and names all that is wrong with it.</summary>
    /// <param name="given">The body.</param>
    /// <param name="isNew">Whether a name has to be given.</param>
    public static (UnitBody? Body, Problem? Problem) Take(JsonObject given, bool isNew)
    {
        var errors = new ValidationErrors();
        foreach (var name in given.Select(field => field.Key).Where(name => name is not ("name" or "parentId")))
            errors.Add(Printable.Short(name), "is not a known field.");
        var (unit, parent) = (Text("name"), Text("parentId"));
        errors.Text("name", unit, LongestName, required: isNew);
        errors.Guid("parentId", parent);
        if (!isNew && unit is null && parent is null && !errors.Any)
            errors.Add("body", "must have name or parentId.");
        return errors.Any ? (null, errors.ToProblem()) : (new(unit?.Trim(), parent?.ToLowerInvariant()), null);

        string? Text(string field)
        {
            if (!given.TryGetPropertyValue(field, out var value))
                return null;
            if (value?.GetValueKind() == JsonValueKind.String)
                return value.GetValue<string>();
            errors.Add(field, "must be a text.");
            return null;
        }
    }
}
