using NimbusFunctions.Configuration;
using static NimbusFunctions.Directory.Services.Settings.Fields.FieldMaking;

namespace NimbusFunctions.Directory.Services.Settings.Fields;

/// <summary>What users of the service see and note beside a task.</summary>
internal static class ExtensionFields
{
    private const string OfAssistant = "Stored for Assistant, which reads it here.";
    private const string MySessions = "Settings > Extensions > My Sessions - ";
    private const int Most = 100;

    public static IReadOnlyList<ServiceField> All { get; } =
    [
        References("primaryCodeIds", ConfigurationKinds.PrimaryCodes.Segment, Most, "The primary codes that a task may get.", OfPortal)
            with { Needs = ServiceVocabulary.EnterpriseRouting, Place = "Settings > Extensions > Codes - Primary Codes" },
        References("secondaryCodeIds", ConfigurationKinds.SecondaryCodes.Segment, Most, "The secondary codes that a task may get.", OfPortal)
            with { Needs = ServiceVocabulary.EnterpriseRouting, Place = "Settings > Extensions > Codes - Secondary Codes" },
        Reference("assistantContextId", ConfigurationKinds.ConversationContexts.Segment, "The page that Assistant shows with a conversation.", OfAssistant)
            with { Needs = ServiceVocabulary.EnterpriseRouting, Place = "Settings > Extensions > Assistant - Assistant Conversation Context" },
        References("serviceCallTemplateIds", ConfigurationKinds.ServiceCallTemplates.Segment, 20, "What Assistant opens with a call, in this order.", OfAssistant)
            with { Place = "Settings > Extensions > Assistant - Service Call Templates" },
        Reference("conversationContextId", ConfigurationKinds.ConversationContexts.Segment, "The page that is opened with a conversation in My Sessions.", OfPortal)
            with { Needs = ServiceVocabulary.EnterpriseRouting, Place = MySessions + "Conversation Context" },
        Switch("storeContextData", "Whether what the page was opened with is kept with the session.", OfPortal)
            with { Needs = ServiceVocabulary.EnterpriseRouting, Place = MySessions + "Store Conversation Context Data" },
        Switch("widgetCodesAndTags", "Whether codes and tags are shown.", OfPortal) with { Needs = ServiceVocabulary.EnterpriseRouting, Place = MySessions + "Widgets - Codes & Tags" },
        Switch("widgetContacts", "Whether contacts are shown.", OfPortal, "true") with { Place = MySessions + "Widgets - Contacts" },
        Switch("widgetEmbeddedContext", "Whether a page is shown within.", OfPortal) with { Needs = ServiceVocabulary.EnterpriseRouting, Place = MySessions + "Widgets - Embedded Context toggle" },
        Reference("embeddedContextId", ConfigurationKinds.ConversationContexts.Segment, "The page that is shown within.", OfPortal)
            with { Needs = ServiceVocabulary.EnterpriseRouting, Place = MySessions + "Widgets - Embedded Context dropdown" },
        Switch("widgetLiveCaption", "Whether what is said is shown while it is said.", OfPortal) with { Place = MySessions + "Widgets - Live Caption" },
        Switch("widgetTranscript", "Whether what was said is shown.", OfPortal) with { Place = MySessions + "Widgets - Transcript" },
        Switch("widgetSessionDetails", "Whether details of the session are shown.", OfPortal, "true") with { Place = MySessions + "Widgets - Session Details" },
        Switch("widgetMap", "Whether a map is shown.", OfPortal) with { Place = MySessions + "Widgets - Map" },
        References("sessionParameterIds", ConfigurationKinds.Parameters.Segment, Most, "The parameters that are shown, in this order.", OfPortal)
            with { Needs = ServiceVocabulary.EnterpriseRouting, Place = MySessions + "Widgets - Session Parameters" },
    ];
}
