using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Services.Settings.Rules;
using NimbusFunctions.Fields;
using static NimbusFunctions.Directory.Services.Settings.Fields.FieldMaking;

namespace NimbusFunctions.Directory.Services.Settings.Fields;

/// <summary>What a service is, when it is open, and what its reports tell.</summary>
internal static class GeneralFields
{
    public const string Licence = "licence";
    public const string Unit = "organizationUnitId";
    public const string PstnActive = "pstnActive";
    public const string Number = "e164Number";

    private const string OfOpening = "Stored for the engine that runs workflows, which asks `…/opening-hours/{id}/open`.";

    public static IReadOnlyList<ServiceField> All { get; } =
    [
        new("name", new TextRule(256) { IsRequired = true }, "What the service is called.", "The lists of services and the answers of the connector show it.")
        {
            Permission = "services.displayName", Place = "Settings > General > Name, Service Display Name",
            Reads = service => service.DisplayName, Writes = (service, value) => service with { DisplayName = value!.GetValue<string>() },
        },
        new("upn", new UpnRule { IsRequired = true }, "By which flows and calls name it; unique in the tenant, whatever the case.", "Posts of flows and arrivals are matched by it.")
        {
            Place = "Settings > General > Service UPN", Reads = service => service.Upn, Writes = (service, value) => service with { Upn = value!.GetValue<string>() },
        },
        new("applicationId", new GuidRule(), "The application in the directory under which it takes calls.", OfCalls)
            { Place = "Settings > General > Application ID", Stays = true },
        new(Unit, new UnitRule(), "The organization unit that it lies in. What it refers to lies there or above.", "It decides who may see and set the service, and which entities it may use.")
        {
            Place = "Settings > General > Organization Unit", Stays = true,
            Reads = service => service.OrganizationUnitId, Writes = (service, value) => service with { OrganizationUnitId = value!.GetValue<string>() },
        },
        Switch(PstnActive, "Whether it is reached by a phone number.", OfCalls) with { Place = "Settings > General > PSTN Active" },
        new(Number, new NumberRule(), "Its phone number; it needs `pstnActive`.", OfCalls) { Place = "Settings > General > PSTN E.164 Number" },
        Reference("primaryOpeningHoursId", ConfigurationKinds.OpeningHours.Segment, "When it is open.", OfOpening) with { Place = "Settings > General > Primary Opening Hours" },
        Reference("secondaryOpeningHoursId", ConfigurationKinds.OpeningHours.Segment, "Other hours that workflows ask for.", OfOpening) with { Place = "Settings > General > Secondary Opening Hours" },
        Seconds("slaAcceptanceSeconds", 30, "Within how many seconds a task is to be accepted.", OfReporting) with { Place = "Settings > General > SLA Acceptance" },
        Seconds("slaHangupSeconds", 30, "After how many seconds of waiting a customer who hangs up counts against the service.", OfReporting) with { Place = "Settings > General > SLA Hangup" },
        Seconds("shortAbandonsSeconds", 5, "Up to how many seconds somebody who hangs up counts as not having waited.", OfReporting) with { Place = "Settings > General > Short Abandons Threshold in Seconds" },
        Switch("showOnHistoricalSessions", "Whether its sessions are on the page of historical sessions.", OfReporting, "true") with { Place = "Settings > General > Show on Historical Sessions Page" },
        Switch("hideUserStatistics", "Whether reports name no users.", OfReporting) with { Place = "Settings > General > Hide User Statistics from Reporting" },
        Word(Licence, ServiceVocabulary.Licences, "What the tenant pays for it. It is lowered when nothing uses it any more.", "It decides which fields may be used; a seat of the tenant's contingent is taken.",
            service => service.Licence, (service, value) => service with { Licence = value }) with { Stays = true, Default = "\"AdvancedRouting\"", Place = "Settings > General > Service - Licenses" },
        new("addons", new ListRule(new TextRule(64) { IsRequired = true, Form = TextForm.Identifier }, 20) { Unique = ListRule.Itself }, "What the tenant pays for beside the licence.", "Stored for whoever writes the bills, who reads it here.")
            { Default = "[]", Place = "Settings > General > Service - Addons" },
    ];
}
