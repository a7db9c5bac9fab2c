using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Configuration;

/// <summary>Every kind there is: endpoints, checks, schema, permissions and documentation are made of this list.</summary>
internal static class ConfigurationKinds
{
    private const string OfRouting = "Stored for the engine that distributes tasks, which reads it here.";
    private const string OfChats = "Stored for the engine that leads chats, which reads it here.";
    private const string OfAssistant = "Stored for Assistant, which reads it here.";
    private const string OfConsole = "Stored for the portal, which reads it here.";
    private const string OfFlows = "Stored for the engine that runs workflows, which reads it here.";

    private const int MostSkills = 100;
    private const int LongestText = 1024;

    private static readonly SettingsField Description = new("description", new TextRule(LongestText), "What it is for.", "Shown to whoever chooses one.");

    public static ConfigurationKind SkillCategories { get; } =
        new("skill-categories", "skill category", ConfigurationPermissions.Of("skillCategories"), Description) { Many = "skill categories" };

    public static ConfigurationKind Skills { get; } = new("skills", "skill", ConfigurationPermissions.Of("skills"),
        new SettingsField("categoryId", new ReferenceRule("skill-categories") { IsRequired = true }, "Its category.", OfRouting),
        new SettingsField("levels", new ListRule(new TextRule(64), 20) { Unique = ListRule.Itself }, "How well somebody can have it, the lowest first; none: one has it or not.", OfRouting),
        Description)
    {
        Defaults = new() { ["levels"] = new JsonArray() },
    };

    public static ConfigurationKind ResponsibilityProfiles { get; } = new("responsibility-profiles", "responsibility profile", ConfigurationPermissions.Of("responsibilityProfiles"),
        new SettingsField("skills", new ListRule(
            new GroupRule(
                new SettingsField("skillId", new ReferenceRule("skills") { IsRequired = true }, "The skill."),
                new SettingsField("responsibility", new WholeRule(1, 10) { IsRequired = true }, "The responsibility level, 10 the highest.")),
            MostSkills, Unique: "skillId"), "For which skills its users are responsible, and how much.", OfRouting),
        Description)
    {
        Defaults = new() { ["skills"] = new JsonArray() },
    };

    public static ConfigurationKind DistributionProfiles { get; } = new("distribution-profiles", "distribution profile", ConfigurationPermissions.Of("distributionProfiles"),
        new SettingsField("levels", new ListRule(
            new GroupRule(
                new SettingsField("afterSeconds", new WholeRule(0, 86_400) { IsRequired = true }, "How many seconds after the task's arrival the level begins; 0 for the first, and each later than the one before."),
                new SettingsField("skills", new ListRule(
                    new GroupRule(
                        new SettingsField("skillId", new ReferenceRule("skills") { IsRequired = true }, "The skill that is needed."),
                        new SettingsField("level", new WholeRule(1, 20) { MayBeNull = true }, "The least level of the skill, 1 the lowest."),
                        new SettingsField("responsibility", new WholeRule(1, 10) { MayBeNull = true }, "The least responsibility level.")),
                    20, Unique: "skillId"), "What somebody needs from then on; none: nothing.")),
            10, Least: 1), "Whom a task is offered to, wider as time passes.", OfRouting),
        Description)
    {
        Checks = DistributionLevels.Check,
        Defaults = new() { ["levels"] = new JsonArray(new JsonObject { ["afterSeconds"] = 0 }) },
    };

    public static ConfigurationKind NotAvailableReasons { get; } =
        new("not-available-reasons", "not available reason", ConfigurationPermissions.Of("notAvailableReasons"), Description);

    public static ConfigurationKind DirectSystemMessages { get; } = Messages("direct-system-messages", "direct system message", "directSystemMessages", "user");

    public static ConfigurationKind ServiceSystemMessages { get; } = Messages("service-system-messages", "service system message", "serviceSystemMessages", "service");

    public static ConfigurationKind DirectCallTemplates { get; } = Templates("direct-call-templates", "direct call template", "directCallTemplates");

    public static ConfigurationKind ServiceCallTemplates { get; } = Templates("service-call-templates", "service call template", "serviceCallTemplates");

    public static ConfigurationKind PrimaryCodes { get; } = new("primary-codes", "primary code", ConfigurationPermissions.Of("primaryCodes"), Description);

    public static ConfigurationKind SecondaryCodes { get; } = new("secondary-codes", "secondary code", ConfigurationPermissions.Of("secondaryCodes"), Description);

    public static ConfigurationKind OpeningHours { get; } = new("opening-hours", "opening hours", ConfigurationPermissions.Of("openingHours"),
        new SettingsField("timeZone", new TimeZoneRule { IsRequired = true }, "The zone that its times are of.", "`…/open` tells whether a moment lies within."),
        new SettingsField("weekly", new ListRule(
            new GroupRule(
                new SettingsField("day", new WordRule(Enum.GetNames<DayOfWeek>()) { IsRequired = true }, "The day."),
                OpeningSchedule.From, OpeningSchedule.To),
            70), "When it is open, week by week; hours beyond midnight are two entries. No two of a day overlap.", "`…/open`."),
        new SettingsField("specialDays", new ListRule(
            new GroupRule(
                new SettingsField("date", new DayRule { IsRequired = true }, "The day."),
                new SettingsField("says", new TextRule(128), "Which day it is."),
                new SettingsField("hours", new ListRule(new GroupRule(OpeningSchedule.From, OpeningSchedule.To), 10), "When it is open on that day; none: it is closed.")),
            200, Unique: "date"), "Days on which the weekly hours do not hold.", "`…/open`."))
    {
        Many = "opening hours",
        Checks = OpeningSchedule.Check,
        Defaults = new() { ["weekly"] = new JsonArray(), ["specialDays"] = new JsonArray() },
    };

    public static ConfigurationKind Parameters { get; } = new("parameters", "parameter", ConfigurationPermissions.Of("parameters"),
        new SettingsField("key", new TextRule(64) { IsRequired = true, Form = TextForm.Identifier }, "The id by which workflows know it.", OfFlows),
        new SettingsField("defaultValue", new TextRule(LongestText), "What it holds before a workflow or a flow gives it another value.", OfFlows))
    {
        Guarded = [ConfigurationKind.Unit, "key"],
    };

    public static ConfigurationKind ConversationContexts { get; } = new("conversation-contexts", "conversation context", ConfigurationPermissions.Of("conversationContexts"),
        new SettingsField("url", new TextRule(2048) { IsRequired = true, Form = TextForm.Url }, "The page that is opened with a conversation.", OfConsole));

    public static ConfigurationKind Workflows { get; } = new("workflows", "workflow", ConfigurationPermissions.Of("workflows"),
        new SettingsField("modality", new WordRule("AudioVideo", "InstantMessaging", "ExternalTask", "Email") { IsRequired = true }, "The modality of the tasks that run through it.", "Stored for the engine that runs workflows, which keeps the activities. Stays while a service uses the workflow."),
        Description)
    {
        FixedWhileUsed = ["modality"],
    };

    public static ConfigurationKind DomainTemplates { get; } = new("domain-templates", "domain template", Permissions.DomainTemplates,
        new SettingsField("domains", new ListRule(new TextRule(253) { Form = TextForm.HostPattern }, 100) { Least = 1, IsRequired = true },
            "Web pages that may open sessions; `*.` stands for every host below, not for the domain itself.", "Sessions of contacts with restricted access are refused to other pages."))
    {
        Tidies = own => own["domains"] = new JsonArray([.. own["domains"]!.AsArray().Select(domain => (JsonNode)domain!.GetValue<string>().ToLowerInvariant())]),
    };

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<ConfigurationKind> InOrder { get; } =
    [
        SkillCategories, Skills, ResponsibilityProfiles, DistributionProfiles, NotAvailableReasons, DirectSystemMessages, ServiceSystemMessages, DirectCallTemplates,
        ServiceCallTemplates, PrimaryCodes, SecondaryCodes, OpeningHours, Parameters, ConversationContexts, Workflows, DomainTemplates,
    ];

    public static IReadOnlyDictionary<string, ConfigurationKind> All { get; } = InOrder.ToDictionary(kind => kind.Segment, StringComparer.Ordinal);

    private static ConfigurationKind Messages(string segment, string one, string permission, string whose) => new(segment, one, ConfigurationPermissions.Of(permission),
        new SettingsField("displayName", new TextRule(128), $"How the {whose} is called in the chat; none: by the own name.", OfChats),
        new SettingsField("messages", new ListRule(
            new GroupRule(
                new SettingsField("on", new WordRule("Started", "Waiting", "Accepted", "NotAnswered", "Ended") { IsRequired = true }, "When it is sent."),
                new SettingsField("toCustomer", new TextRule(LongestText), "What the customer is told; none: nothing."),
                new SettingsField("toUser", new TextRule(LongestText), "What the user is told; none: nothing.")),
            5, Unique: "on"), "What the system says, each at most once.", OfChats))
    {
        Defaults = new() { ["messages"] = new JsonArray() },
    };

    private static ConfigurationKind Templates(string segment, string one, string permission) => new(segment, one, ConfigurationPermissions.Of(permission),
        new SettingsField("url", new TextRule(2048) { IsRequired = true, Form = TextForm.Url }, "The page that is opened; what stands in braces is filled in from the call.", OfAssistant),
        new SettingsField("opensOn", new WordRule("Ringing", "Accepted", "Ended", "Demand"), "When it is opened.", OfAssistant),
        Description)
    {
        Defaults = new() { ["opensOn"] = "Accepted" },
    };
}
