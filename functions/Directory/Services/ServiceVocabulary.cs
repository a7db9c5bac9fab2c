namespace NimbusFunctions.Directory.Services;

/// <summary>The words that a service's fields take.</summary>
internal static class ServiceVocabulary
{
    public const string MsTeams = "MsTeams";
    public const string SkillBased = "SkillBased";
    public const string AdvancedRouting = "AdvancedRouting";
    public const string EnterpriseRouting = "EnterpriseRouting";
    public const string ContactCenter = "ContactCenter";

    public static IReadOnlyCollection<string> AssignmentTypes { get; } = [MsTeams, SkillBased, "None"];

    /// <summary>Each has what those before it have.</summary>
    public static IReadOnlyCollection<string> Licences { get; } = [AdvancedRouting, EnterpriseRouting, ContactCenter];

    public static IReadOnlyCollection<string> Priorities { get; } = ["Low", "Normal", "High"];

    /// <summary>Calls come with every licence; the others need Contact Center.</summary>
    public const string Call = "Call";

    public const string Outbound = "Outbound";
    public const string ExternalTask = "ExternalTask";
    public const string InstantMessaging = "InstantMessaging";
    public const string Email = "Email";

    public static IReadOnlyCollection<string> Modalities { get; } = [Call, Outbound, ExternalTask, InstantMessaging, Email];
}
