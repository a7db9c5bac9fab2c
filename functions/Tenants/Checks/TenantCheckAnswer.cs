using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>What a check found out.</summary>
/// <param name="Name">Which check.</param>
/// <param name="Ok">Whether nothing has to be done.</param>
/// <param name="Result">The same in a word that stays.</param>
/// <param name="Says">What exactly is wrong, and what to do.</param>
/// <param name="At">When it was found out.</param>
/// <param name="Detail">Figures and names that belong to it.</param>
internal sealed record TenantCheckAnswer(
    string Name,
    bool Ok,
    string Result,
    string Says,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Detail = null);

/// <summary>What all checks found out.</summary>
/// <param name="Ok">Whether nothing has to be done.</param>
/// <param name="Value">Each of them.</param>
internal sealed record DoctorAnswer(bool Ok, IReadOnlyList<TenantCheckAnswer> Value);
