using System.Text.Json;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Services.Settings.Fields;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Callbacks.News;

/// <summary>What flows are told, with every field filled that the task has: pure functions.</summary>
internal static class CallbackBodies
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="happening">What happened.</param>
    /// <param name="name">The event in the words of the kind.</param>
    /// <param name="kind">Who is told.</param>
    /// <param name="service">Null: it is gone.</param>
    /// <param name="user">Who worked on it last; null: nobody, or nobody who is still here.</param>
    public static JsonElement Of(string tenant, Happening happening, string name, TriggerKind kind, Service? service, NimbusUser? user) =>
        kind == TriggerKind.Tasks
            ? JsonSerializer.SerializeToElement(OfTask(tenant, happening, name, service, user), CallbackJson.Plain.TaskEventData)
            : JsonSerializer.SerializeToElement(OfEntry(happening.Whole, name, service), CallbackJson.Plain.SchedulerEntryAnswer);

    private static SchedulerEntryAnswer OfEntry(ContactTask task, string name, Service? service) =>
        SchedulerEntryAnswer.Of(task, service?.Upn ?? "") with { Event = name, ServiceUpn = service?.Upn };

    private static TaskEventData OfTask(string tenant, Happening happening, string name, Service? service, NimbusUser? user)
    {
        var (task, content) = (happening.Whole, TaskContent.Of(happening.Whole));
        var information = content.Information();
        var isOutbound = task.Modality == Modality.Outbound;
        var destination = isOutbound ? content.Text("destination") : null;
        var updated = name == NewsDecision.Updated ? happening.Updated : null;
        return new()
        {
            TaskId = task.Id,
            CallChainId = content.Text("callChainId"),
            TenantId = tenant,
            Event = name,
            Direction = TaskWords.DirectionOf(task.Modality),
            Modality = TaskWords.ModalityOf(task.Modality),
            Created = task.Created,
            Terminated = task.IsOver ? task.StateSince : null,
            LastConnectedUserId = happening.ConnectedUser,
            LastConnectedUserUpn = TextOrNull(user?.Details.UserPrincipalName),
            LastConnectedUserEmail = TextOrNull(user?.Details.Mail),
            MicrosoftCallerId = content.Text("microsoftCallerId"),
            ReferenceId = content.Text("ReferenceId") ?? task.ClientReference,
            CallerId = content.Text("callerId"),
            CallerTelNumber = content.Text("callerTelNumber"),
            CallerUpn = isOutbound ? null : content.Text("callerUPN") ?? TextOrNull(information?.Customer?.Upn),
            MicrosoftDestinationId = content.Text("microsoftDestinationId"),
            DestinationId = content.Text("destinationId"),
            DestinationTelNumber = IsUpn(destination) ? null : destination,
            DestinationUpn = IsUpn(destination) ? destination : null,
            AcsId = content.Text("acsId"),
            IsAnonymous = task.Modality == Modality.ExternalTask ? content.Text("customerIdentifier") is null : content.Truth("isAnonymous"),
            CustomerIdentifier = content.Text("customerIdentifier"),
            InitialMessage = content.Text("initialMessage"),
            ServiceId = task.ServiceId,
            ServiceName = service?.DisplayName,
            ServiceDisplayName = service?.DisplayName,
            ServiceUpn = service?.Upn,
            ServiceTelNumber = NumberOf(service),
            EmailSubject = content.Text("emailSubject"),
            EmailBodyUniqueRichText = content.Text("emailBodyUniqueRichText"),
            EmailBodyUniquePlainText = content.Text("emailBodyUniquePlainText"),
            EmailServiceMailboxUpn = task.Modality == Modality.Email ? content.Text("emailServiceMailboxUPN") ?? service?.Settings.Mailbox : null,
            OutboundAttempt = isOutbound ? task.FailedAttempts + 1 : null,
            UpdatedParameterName = updated,
            UpdatedParameterValue = updated is null ? null : UpdatedParameter.ValueOf(updated, task.Content),
            TaskInformation = information,
        };
    }

    private static bool IsUpn(string? destination) => destination?.Contains('@', StringComparison.Ordinal) == true;

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? NumberOf(Service? service) =>
        service?.Settings.Parse()["general"]?[GeneralFields.Number]?.GetValue<string>();
}
