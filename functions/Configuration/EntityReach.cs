namespace NimbusFunctions.Configuration;

/// <summary>Whether something may refer to an entity: a pure decision.</summary>
internal static class EntityReach
{
    /// <param name="kind">The entity's kind.</param>
    /// <param name="there">The entity; null: there is none.</param>
    /// <param name="path">The organization unit of what refers to it, and those above.</param>
    /// <param name="whose">Whose unit that is, in the words of the fault.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    public static string? FaultOf(string kind, ConfigurationEntity? there, IReadOnlyList<string> path, string whose) =>
        there is null ? $"must be a {ConfigurationKinds.All[kind].One} of this tenant."
        : path.Contains(there.UnitId) ? null : $"must lie in the {whose} organization unit or above.";
}
