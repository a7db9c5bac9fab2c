using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Interact;
using static NimbusFunctions.Directory.Services.Settings.Fields.FieldMaking;

namespace NimbusFunctions.Directory.Services.Settings.Fields;

/// <summary>How the service is reached from web pages; <c>…/interact</c> reads and writes the same.</summary>
internal static class InteractFields
{
    public const string Restrict = "restrictAccess";
    public const string Template = "domainTemplateId";

    private const string Reader = "Sessions are refused by it.";
    private const string On = "true";

    public static IReadOnlyList<ServiceField> All { get; } =
    [
        Of("active", Off, "Whether visitors of web pages reach it.", contact => contact.Active, (contact, on) => contact with { Active = on })
            with { Place = "Interact > Active" },
        Of("audioVideo", On, "Whether by voice and video.", contact => contact.AudioVideo, (contact, on) => contact with { AudioVideo = on })
            with { Place = "Interact > AV Modality" },
        Of("instantMessaging", On, "Whether by chat.", contact => contact.InstantMessaging, (contact, on) => contact with { InstantMessaging = on })
            with { Place = "Interact > IM Modality" },
        Of(Restrict, Off, "Whether only pages of a domain template reach it.", contact => contact.RestrictAccess, (contact, on) => contact with { RestrictAccess = on })
            with { Place = "Interact > Restrict Access" },
        Reference(Template, ConfigurationKinds.DomainTemplates.Segment, "The template; needed where access is restricted.", Reader) with
        {
            Permission = Permissions.InteractServices, Place = "Interact > Restrict Access",
            Reads = service => service.Interact.DomainTemplateId,
            Writes = (service, value) => service with { Interact = service.Interact with { DomainTemplateId = value?.GetValue<string>() } },
        },
    ];

    private static ServiceField Of(string name, string @default, string says, Func<InteractContact, bool> reads, Func<InteractContact, bool, InteractContact> writes) => Switch(
        name, says, Reader, @default, service => reads(service.Interact), (service, on) => service with { Interact = writes(service.Interact, on) }) with
    { Permission = Permissions.InteractServices };
}
