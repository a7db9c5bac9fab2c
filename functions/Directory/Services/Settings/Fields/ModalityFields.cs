using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Services.Settings.Rules;
using NimbusFunctions.Fields;
using static NimbusFunctions.Directory.Services.Settings.Fields.FieldMaking;

namespace NimbusFunctions.Directory.Services.Settings.Fields;

/// <summary>By which ways tasks come, and through which workflows they run.</summary>
internal static class ModalityFields
{
    public const string Mailbox = "mailbox";

    private const string Permission = "services.modalities";
    private const string OfChats = "Stored for the engine that leads chats, which reads it here.";

    public static IReadOnlyList<ServiceField> All { get; } =
    [
        Modality("inboundConversations", ServiceVocabulary.Call, "true", "Whether it takes calls.", "Stored for the engine that leads calls, which reads it here.")
            with { Place = "Settings > Modalities > Audio Video - Inbound Conversations" },
        Modality("outboundConversations", ServiceVocabulary.Outbound, Off, "Whether it calls customers.", "Outbound tasks are refused without it.")
            with { Place = "Settings > Modalities > Audio Video - Outbound Conversations", Needs = ServiceVocabulary.ContactCenter },
        Workflow("audioVideoWorkflowId", "AudioVideo", "The workflow of calls.") with { Place = "Settings > Modalities > Audio Video - Audio Video Workflow" },
        new("voiceMessageChannel", new TextRule(256), "The channel of the team that voice messages go to.", OfCalls) { Place = "Settings > Modalities > Audio Video - Voice Message Channel" },
        Modality("instantMessaging", ServiceVocabulary.InstantMessaging, Off, "Whether it takes chats.", "Chats that arrive are given up without it.")
            with { Place = "Settings > Modalities > Instant Messaging", Needs = ServiceVocabulary.ContactCenter },
        Workflow("instantMessagingWorkflowId", "InstantMessaging", "The workflow of chats.")
            with { Place = "Settings > Modalities > Instant Messaging - Instant Messaging Workflow", Needs = ServiceVocabulary.ContactCenter },
        Reference("serviceSystemMessageId", ConfigurationKinds.ServiceSystemMessages.Segment, "What the system says in its chats.", OfChats)
            with { Place = "Settings > Modalities > Service System Messages", Needs = ServiceVocabulary.ContactCenter },
        Modality("externalTask", ServiceVocabulary.ExternalTask, Off, "Whether it takes external tasks.", "External tasks of flows are refused without it.")
            with { Place = "Settings > Modalities > External Task", Needs = ServiceVocabulary.ContactCenter },
        Workflow("externalTaskWorkflowId", "ExternalTask", "The workflow of external tasks.")
            with { Place = "Settings > Modalities > External Task - External Task Workflow", Needs = ServiceVocabulary.ContactCenter },
        Modality("email", ServiceVocabulary.Email, Off, "Whether it takes emails.", "Emails that arrive are given up without it.")
            with { Place = "Settings > Modalities > Email", Needs = ServiceVocabulary.ContactCenter },
        Workflow("emailWorkflowId", "Email", "The workflow of emails.") with { Place = "Settings > Modalities > Email - Email Workflow", Needs = ServiceVocabulary.ContactCenter },
        new(Mailbox, new UpnRule(), "The mailbox whose emails become tasks; no other service of the tenant has it.", "Stored for the engine that fetches emails, which reads it here.")
            { Place = "Settings > Modalities > Email - Mailbox", Needs = ServiceVocabulary.ContactCenter },
    ];

    private static ServiceField Modality(string name, string word, string @default, string says, string reader) => Switch(
        name, says, reader, @default,
        service => service.Modalities.Contains(word),
        (service, on) => service with { Modalities = [.. ServiceVocabulary.Modalities.Where(other => other == word ? on : service.Modalities.Contains(other))] }) with
    { Permission = Permission };

    private static ServiceField Workflow(string name, string modality, string says) =>
        Reference(name, ConfigurationKinds.Workflows.Segment, says, "Stored for the engine that runs workflows, which reads it here.") with { Modality = modality };
}
