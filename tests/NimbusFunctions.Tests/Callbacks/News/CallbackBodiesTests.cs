using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.Tests.Callbacks.News;

/// <summary>What flows are told is what the published definition says, with every field that the task has.</summary>
public sealed class CallbackBodiesTests
{
    private const string Tenant = "10000000-0000-0000-0000-000000000001";
    private const string User = "40000000-0000-0000-0000-000000000004";
    private const string Customer = """{"firstName":"Ada","telNumbers":[{"name":"home","value":"+41"}],"UPN":"ada@customer.example","email":"ada@customer.example","customFields":[{"name":"tier","value":"gold"}]}""";
    private static readonly DateTimeOffset Begin = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static readonly Service Sales = new(
        "sales", "sales@alpenwerk.example", "Sales", "SkillBased", null, "unit", ServiceVocabulary.ContactCenter, [.. ServiceVocabulary.Modalities],
        false, false, true, true, "Normal", "TeamOwner", ServiceState.Operational, 0, Begin)
    {
        Settings = new("""{"general":{"e164Number":"+41435551234","pstnActive":true},"modalities":{"mailbox":"sales-box@alpenwerk.example"}}""", 1),
    };

    private static readonly NimbusUser Agent = new(
        User, new("An Agent", "An", "Agent", "agent@alpenwerk.example", "", "agent.mail@alpenwerk.example"), "unit", UserSource.Synced, UserState.Active,
        [new("sales", Role.TeamMember)], Begin, null);

    [Fact]
    public void Of_AnExternalTask_HasAllThatTheFlowGave()
    {
        var content = $$"""{"serviceUpn":"sales@alpenwerk.example","customerIdentifier":"crm-7","customer":{{Customer}},"customContextParameters":[{"name":"case","value":"42"}],"distributionPriority":"High","preferredUsers":[{"upn":"agent@alpenwerk.example","priority":1}]}""";
        var body = Body(TriggerKind.Tasks, "Updated", NewTask(Modality.ExternalTask, TaskState.Connected, content) with { ClientReference = "order-7" }, updated: "case");

        Has(body, "TaskEventData",
            ("taskId", "0123456789abcdef0123456789abcdef"), ("tenantId", Tenant), ("event", "Updated"), ("direction", "None"), ("modality", "ExternalTask"),
            ("lastConnectedUserId", User), ("LastConnectedUserUPN", "agent@alpenwerk.example"), ("LastConnectedUserEmail", "agent.mail@alpenwerk.example"),
            ("referenceId", "order-7"), ("callerUPN", "ada@customer.example"), ("customerIdentifier", "crm-7"), ("serviceId", "sales"), ("serviceName", "Sales"),
            ("serviceDisplayName", "Sales"), ("serviceUPN", "sales@alpenwerk.example"), ("serviceTelNumber", "+41435551234"),
            ("updatedParameterName", "case"), ("updatedParameterValue", "42"));
        Assert.False(body.GetProperty("isAnonymous").GetBoolean());
        Assert.Equal("gold", body.GetProperty("taskInformation").GetProperty("customer").GetProperty("customFields")[0].GetProperty("value").GetString());
        Assert.Equal("42", body.GetProperty("taskInformation").GetProperty("customContextParameters")[0].GetProperty("value").GetString());
        Assert.Equal(1, body.GetProperty("taskInformation").GetProperty("preferredUsers")[0].GetProperty("priority").GetInt32());
        Assert.False(body.TryGetProperty("terminated", out _));
    }

    [Theory]
    [InlineData("+41435550000", "destinationTelNumber")]
    [InlineData("somebody@customer.example", "destinationUPN")]
    public void Of_AnOutboundTask_HasItsDestinationAndAttempt(string destination, string field)
    {
        var task = NewTask(Modality.Outbound, TaskState.Terminated, Entry(destination)) with { FailedAttempts = 2, CompletionReason = "Busy", StateSince = Begin.AddHours(1) };
        var body = Body(TriggerKind.Tasks, "Terminated", task);

        Has(body, "TaskEventData", ("event", "Terminated"), ("direction", "Outbound"), ("modality", "Audio"), (field, destination), ("referenceId", "ref-1"));
        Assert.Equal(3, body.GetProperty("outboundAttempt").GetInt32());
        Assert.Equal(Begin.AddHours(1), body.GetProperty("terminated").GetDateTimeOffset());
        Assert.Equal("Ada", body.GetProperty("taskInformation").GetProperty("customer").GetProperty("firstName").GetString());
    }

    [Fact]
    public void Of_AnEmail_HasWhatItsChannelNamed()
    {
        const string Content = """{"emailSubject":"Hello","emailBodyUniquePlainText":"plain","emailBodyUniqueRichText":"<p>rich</p>","callerUPN":"ada@customer.example","customer":"a text","from":{"x":1}}""";
        var body = Body(TriggerKind.Tasks, "Created", NewTask(Modality.Email, TaskState.Held, Content));

        Has(body, "TaskEventData",
            ("direction", "Inbound"), ("modality", "Email"), ("emailSubject", "Hello"), ("emailBodyUniquePlainText", "plain"), ("emailBodyUniqueRichText", "<p>rich</p>"),
            ("emailServiceMailboxUPN", "sales-box@alpenwerk.example"), ("callerUPN", "ada@customer.example"));
        Assert.False(body.TryGetProperty("taskInformation", out _));
    }

    [Fact]
    public void Of_AChat_HasItsFirstMessage() => Has(
        Body(TriggerKind.Tasks, "InQueue", NewTask(Modality.InstantMessaging, TaskState.InQueue, """{"initialMessage":"Hi","acsId":"8:acs:1","callChainId":"chain","callerId":"c"}""")),
        "TaskEventData", ("initialMessage", "Hi"), ("acsId", "8:acs:1"), ("callChainId", "chain"), ("callerId", "c"), ("modality", "InstantMessaging"));

    [Fact]
    public void Of_ASchedulerEntry_HasEveryFieldOfIt()
    {
        var task = NewTask(Modality.Outbound, TaskState.Terminated, Entry("+41435550000")) with { Due = Begin.AddDays(1), CompletionReason = "Cancelled" };
        var body = Body(TriggerKind.SchedulerEntries, "Deleted", task);

        Has(body, "SchedulerEntryEventData",
            ("schedulerEntryId", task.Id), ("event", "Deleted"), ("direction", "Outbound"), ("modality", "Audio"), ("ReferenceId", "ref-1"),
            ("completionReason", "Cancelled"), ("destination", "+41435550000"), ("distributionPriority", "High"), ("serviceUpn", "sales@alpenwerk.example"));
        // A conversation gets its id from the engine that leads it.
        Assert.Equal(["unifiedConversationId"], NotificationSchema.Read("SchedulerEntryEventData").Fields.Where(field => !body.TryGetProperty(field, out _)));
    }

    [Fact]
    public void Of_AServiceAndAUserThatAreGone_IsStillABody()
    {
        var task = NewTask(Modality.Outbound, TaskState.Terminated, Entry("+41435550000"));
        foreach (var kind in Enum.GetValues<TriggerKind>())
        {
            var body = CallbackBodies.Of(Tenant, Happened(task), "Terminated", kind, null, null);

            Assert.Empty(NotificationSchema.Read(kind == TriggerKind.Tasks ? "TaskEventData" : "SchedulerEntryEventData").Faults(body));
        }
    }

    private static string Entry(string destination) =>
        $$"""{"ReferenceId":"ref-1","destination":"{{destination}}","distributionPriority":"High","dueDateTimeUtc":"2026-11-23T08:00:00Z","serviceUpn":"sales@alpenwerk.example","maxAttempts":3,"attemptTimeoutInSeconds":60,"maxQueueTimeInSeconds":300,"ronaTimeoutInSeconds":20,"customCallContextParameters":[{"name":"case","value":"42"}],"customer":{{Customer}}}""";

    private static void Has(JsonElement body, string schema, params (string Field, string Value)[] fields)
    {
        Assert.Empty(NotificationSchema.Read(schema).Faults(body));
        Assert.All(fields, field => Assert.Equal((field.Field, field.Value), (field.Field, body.GetProperty(field.Field).GetString())));
    }

    private static JsonElement Body(TriggerKind kind, string name, ContactTask task, string? updated = null) =>
        CallbackBodies.Of(Tenant, Happened(task, updated), name, kind, Sales, Agent);

    private static Happening Happened(ContactTask task, string? updated = null) =>
        new("event", [new("Created")], Begin, task with { Content = "" }, task.Content, User, updated);

    private static ContactTask NewTask(Modality modality, TaskState state, string content) =>
        new("0123456789abcdef0123456789abcdef", "sales", modality, state, Begin, Begin, content) { Lease = TimeSpan.FromHours(1) };
}
