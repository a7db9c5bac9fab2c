using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Settings;

/// <summary>All tabs of a user's settings: endpoints, checks, permissions and documentation are made of this list.</summary>
internal static class UserSections
{
    /// <summary>The field of <see cref="Profiles"/> that says which one is active.</summary>
    public const string Active = "activeProfileId";

    private const int Most = 100;
    private const string OfRouting = "Stored for the engine that distributes tasks, which reads it here.";
    private const string OfAssistant = "Stored for Assistant, which reads it here.";

    public static UserSection Skills { get; } = new(
        "skills", "Skills", UserLicences.ContactCenter, Permissions.UserSkills,
        new SettingsField("skills", new ListRule(
            new GroupRule(
                new SettingsField("skillId", new ReferenceRule(ConfigurationKinds.Skills.Segment) { IsRequired = true }, "The skill."),
                new SettingsField("level", new WholeRule(1, 20) { MayBeNull = true }, "Which of the skill's levels the user has, 1 the lowest; none of a skill without levels.")),
            Most)
        { Unique = "skillId" }, "What the user can, and how well.", OfRouting))
    {
        Defaults = """{"skills":[]}""",
    };

    public static UserSection Profiles { get; } = new(
        "profiles", "Profiles", UserLicences.ContactCenter, Permissions.UserProfiles,
        new SettingsField("profiles", new ListRule(new ReferenceRule(ConfigurationKinds.ResponsibilityProfiles.Segment), Most) { Unique = ListRule.Itself },
            "The responsibility profiles that the user can choose from.", OfRouting),
        new SettingsField(Active, new GuidRule(), "Which of them is active; none: no profile. The user list shows it.", OfRouting))
    {
        Defaults = $$"""{"profiles":[],"{{Active}}":null}""",
        Checks = CheckActive,
    };

    public static UserSection NotAvailableReasons { get; } = new(
        "not-available-reasons", "NotAvailableReasons", UserLicences.ContactCenter, Permissions.UserNotAvailableReasons,
        new SettingsField("enabled", new SwitchRule(), "Whether the user is asked for a reason when going to *Not available*.", OfAssistant),
        new SettingsField("reasons", new ListRule(new ReferenceRule(ConfigurationKinds.NotAvailableReasons.Segment), Most) { Unique = ListRule.Itself },
            "The reasons that the user can choose from.", OfAssistant))
    {
        Defaults = """{"enabled":false,"reasons":[]}""",
    };

    public static UserSection DirectCallTemplates { get; } = new(
        "direct-call-templates", "DirectCallTemplates", UserLicences.Assistant, Permissions.UserCallTemplates,
        new SettingsField("templates", new ListRule(new ReferenceRule(ConfigurationKinds.DirectCallTemplates.Segment), Most) { Unique = ListRule.Itself },
            "What direct calls to the user open, in this order.", OfAssistant))
    {
        Defaults = """{"templates":[]}""",
    };

    public static IReadOnlyList<UserSection> All { get; } = [Skills, Profiles, NotAvailableReasons, DirectCallTemplates];

    private static void CheckActive(JsonObject document, ValidationErrors errors)
    {
        if (document[Active]?.GetValue<string>() is { } active
            && !document["profiles"]!.AsArray().Any(profile => string.Equals(profile!.GetValue<string>(), active, StringComparison.OrdinalIgnoreCase)))
            errors.Add(Active, "must be one of the profiles that are assigned.");
    }
}
