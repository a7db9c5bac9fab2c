namespace NimbusFunctions.Tests.Connector;

/// <summary>What the app reads and writes at an operation.</summary>
/// <param name="Body">The type of its body; null: none.</param>
/// <param name="Answers">The types of its answers of success; none: a status alone.</param>
internal sealed record OperationJson(string? Body, params IReadOnlyList<string> Answers)
{
    /// <summary>By operation id.</summary>
    public static IReadOnlyDictionary<string, OperationJson> All { get; } = new Dictionary<string, OperationJson>
    {
        ["RegisterSchedulerEntryTrigger"] = new("EntryTriggerBody", "RegisteredTrigger"),
        ["RegisterTaskWebHook"] = new("TaskTriggerBody", "RegisteredTrigger"),
        ["GetTriggers"] = new(null, "Page:TriggerAnswer"),
        ["DeleteTaskEventsTrigger"] = new(Body: null),
        ["DeleteSchedulerEntriesTrigger"] = new(Body: null),
        ["UpdateTask"] = new("TaskInformationBody"),
        ["GetServices"] = new(null, "string[]"),
        ["GetTaskEvents"] = new(null, "NamedValue[]"),
        ["GetUsersForPreferredRouting"] = new(null, "string[]"),
        ["GetTaskModalities"] = new(null, "NamedValue[]"),
        ["GetTaskDirections"] = new(null, "NamedValue[]"),
        ["GetSchedulerEntriesEvents"] = new(null, "NamedValue[]"),
        ["GetSchedulerEntryServices"] = new(null, "string[]"),
        ["GetDistributionPriorities"] = new(null, "NamedValue[]"),
        ["GetSchedulerEntries"] = new(null, "SchedulerEntryAnswer[]"),
        ["CreateSchedulerEntry"] = new("SchedulerEntryBody", "SchedulerEntryAnswer", "AdmissionPreview"),
        ["DeleteSchedulerEntry"] = new(Body: null),
        ["UpdateSchedulerEntry"] = new("SchedulerEntryBody", "SchedulerEntryAnswer"),
        ["GetExternalTasksServices"] = new(null, "string[]"),
        ["GetExternalTasksDistributionPriorities"] = new(null, "NamedValue[]"),
        ["AddExternalTask"] = new("ExternalTaskBody", "ExternalTaskAnswer", "AdmissionPreview"),
        ["RemoveExternalTask"] = new(Body: null),
        ["ListServices"] = new(null, "Page:ServiceAnswer"),
        ["GetServiceUsage"] = new(null, "UsageAnswer"),
        ["ReplayServiceLimit"] = new(null, "WhatIfAnswer"),
        ["GetAddressBooks"] = new(null, "AddressBookName[]"),
        ["CreateAddressBook"] = new("AddressBookBody", "AddressBookAnswer"),
        ["GetAddressBook"] = new(null, "AddressBookAnswer"),
        ["UpdateAddressBook"] = new("AddressBookBody", "AddressBookAnswer"),
        ["DeleteAddressBook"] = new(Body: null),
        ["GetContacts"] = new(null, "AddressBooks.Contact[]"),
        ["AddContact"] = new("AddressBooks.Contact", "AddressBooks.Contact"),
        ["UpdateContact"] = new("AddressBooks.Contact", "AddressBooks.Contact"),
        ["RemoveContacts"] = new("string[]"),
        ["ClearContacts"] = new(Body: null),
        ["TestConnection"] = new(Body: null),
    };

    /// <summary>What triggers are told, by operation id.</summary>
    public static IReadOnlyDictionary<string, string> Told { get; } = new Dictionary<string, string>
    {
        ["RegisterSchedulerEntryTrigger"] = "SchedulerEntryAnswer",
        ["RegisterTaskWebHook"] = "TaskEventData",
    };

    /// <summary>Fields that flows of the product know and that this app has nothing to put into.</summary>
    public static IReadOnlySet<string> NeverAnswered { get; } = new HashSet<string>
    {
        "unifiedConversationId",
        "serviceDescription",
        "serviceTelNumber",
    };
}
