using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Services.Settings.Rules;
using NimbusFunctions.Fields;
using static NimbusFunctions.Directory.Services.Settings.Fields.FieldMaking;

namespace NimbusFunctions.Directory.Services.Settings.Fields;

/// <summary>To whom tasks are offered, and in which order.</summary>
internal static class DistributionFields
{
    public const string Redirect = "emergencyRedirect";
    public const string Destination = "emergencyDestination";

    private const string OfRouting = "Whoever asks who takes work now is answered by it.";

    public static IReadOnlyList<ServiceField> All { get; } =
    [
        Word("assignmentType", ServiceVocabulary.AssignmentTypes, "How users come into it; chosen when it is made.", "The sync reads teams of `MsTeams`, agents and owners are given to `SkillBased`.",
            service => service.AssignmentType, (service, _) => service) with
        {
            IsFixed = true, Stays = true, Default = "\"None\"", Needs = ServiceVocabulary.ContactCenter, Only = ServiceVocabulary.SkillBased,
            Place = "Settings > Distribution > User Assignment Type",
        },
        Reference("distributionPolicyId", ConfigurationKinds.DistributionProfiles.Segment, "The distribution profile by which skilled users are found.", OfDistribution)
            with { Needs = ServiceVocabulary.ContactCenter, Place = "Settings > Distribution > Distribution Policy" },
        Switch("usersImmediatelyActive", "Whether new members of the team begin as active.", "The sync begins new members with it.", "true",
            service => service.UsersImmediatelyActive, (service, on) => service with { UsersImmediatelyActive = on }) with { Place = "Settings > Distribution > Users Immediately Active" },
        Fixed("available", true, "Whether available users get tasks: always.", OfRouting) with { Place = "Settings > Distribution > Conversation Distribution - Available" },
        Switch("busy", "Whether busy users get tasks.", OfRouting, Off, service => service.Busy, (service, on) => service with { Busy = on })
            with { Place = "Settings > Distribution > Conversation Distribution - Busy" },
        Switch("away", "Whether users who are away get tasks.", OfRouting, Off, service => service.Away, (service, on) => service with { Away = on })
            with { Place = "Settings > Distribution > Conversation Distribution - Away" },
        Fixed("doNotDisturb", false, "Whether users who do not want to be disturbed get tasks: never.", OfRouting) with { Place = "Settings > Distribution > Conversation Distribution - Dnd" },
        Fixed("offline", false, "Whether users who are offline get tasks: never.", OfRouting) with { Place = "Settings > Distribution > Conversation Distribution - Offline" },
        new("distributionOrder", new WordRule("Direct", "DirectConference", "Broadcast", "Pickup"),
            "Whom a task is offered to: the one who is idle longest, the same in a conference, ten at once, or whoever picks it up.", OfDistribution)
            { Default = "\"Direct\"", Needs = ServiceVocabulary.EnterpriseRouting, Only = "Pickup" },
        Word("defaultPriority", ServiceVocabulary.Priorities, "The priority of a task that names none.", "Tasks of flows begin with it.",
            service => service.DefaultPriority, (service, word) => service with { DefaultPriority = word }) with { Default = "\"Normal\"", Place = "Settings > Distribution > Task Priority" },
        Seconds("acwSeconds", 0, "How many seconds a user has for the work after a task.", OfDistribution, most: 7_200) with { Place = "Settings > Distribution > ACW" },
        Seconds("ronaSeconds", 20, "After how many seconds an unanswered task is offered to somebody else.", OfDistribution, least: 5, most: 120) with { Place = "Settings > Distribution > RONA" },
        Switch(Redirect, "Whether calls go elsewhere while the service cannot lead them.", OfCalls) with { Place = "Settings > Distribution > Auto Redirect in Emergency Case" },
        new(Destination, new NumberRule { OrUpn = true }, "Where they go then.", OfCalls) { Place = "Settings > Distribution > Redirect Destination" },
    ];
}
