using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>A user as a caller writes it: Graph's property names, null to clear one.</summary>
internal sealed record UserBody(Dictionary<string, string?> Values, bool? AccountEnabled)
{
    private const int MaxLength = 256;

    /// <summary>Reads the properties; null with what is wrong.</summary>
    public static UserBody? TryRead(IReadOnlyDictionary<string, JsonElement> body, out string problem)
    {
        problem = "";
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        bool? enabled = null;
        foreach (var (name, value) in body)
        {
            if (name.Equals("accountEnabled", StringComparison.OrdinalIgnoreCase))
            {
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) problem = "accountEnabled must be true or false.";
                else enabled = value.GetBoolean();
            }
            else if (!TenantDirectory.IsTextProperty(name)) problem = $"There is no user property '{name}' that can be set.";
            else if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) problem = $"{name} must be a text or null.";
            else values[name] = value.GetString();

            problem = problem.Length > 0 ? problem : Check(name, values.GetValueOrDefault(name), values.ContainsKey(name));
            if (problem.Length > 0) return null;
        }

        return new UserBody(values, enabled);
    }

    private static string Check(string name, string? value, bool given)
    {
        if (!given) return "";
        var needed = name.Equals("displayName", StringComparison.OrdinalIgnoreCase) || name.Equals("userPrincipalName", StringComparison.OrdinalIgnoreCase);
        if (needed && string.IsNullOrWhiteSpace(value)) return $"{name} must not be empty.";
        if (value?.Length > MaxLength) return $"{name} has {value.Length} characters; at most {MaxLength} are allowed.";
        return name.Equals("userPrincipalName", StringComparison.OrdinalIgnoreCase) && !value!.Contains('@', StringComparison.Ordinal)
            ? "userPrincipalName must have the form name@domain."
            : "";
    }
}
