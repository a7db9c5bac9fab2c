using System.Globalization;
using System.Text.Json.Serialization;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>The body of <c>POST /v1/scheduler-entries</c> and of <c>PUT</c>: an outbound call that is due at a time.</summary>
/// <param name="ReferenceId">The caller's own name for it, for reports; it need not be unique.</param>
/// <param name="Destination">Who is called: a telephone number or a UPN.</param>
/// <param name="DistributionPriority"><c>Low</c>, <c>Normal</c> or <c>High</c>; empty: the service's own.</param>
/// <param name="DueDateTimeUtc">ISO 8601; a time without an offset is UTC.</param>
/// <param name="ServiceUpn">The service that calls.</param>
/// <param name="MaxAttempts">1 to 10, 1 if left out.</param>
/// <param name="AttemptTimeoutInSeconds">How long one attempt may last: 30 to 86,400 s, 3,600 if left out.</param>
/// <param name="MaxQueueTimeInSeconds">How long it may wait for a user: 5 to 3,600 s, 300 if left out.</param>
/// <param name="RonaTimeoutInSeconds">How long it rings at a user: 5 to 30 s, 20 if left out.</param>
/// <param name="ClientReference">As of an external task.</param>
internal sealed record SchedulerEntryBody(
    [property: JsonPropertyName("ReferenceId")] string? ReferenceId = null,
    string? Destination = null,
    string? DistributionPriority = null,
    string? DueDateTimeUtc = null,
    string? ServiceUpn = null,
    int? MaxAttempts = null,
    int? AttemptTimeoutInSeconds = null,
    int? MaxQueueTimeInSeconds = null,
    int? RonaTimeoutInSeconds = null,
    IReadOnlyList<NamedValue>? CustomCallContextParameters = null,
    Customer? Customer = null,
    string? ClientReference = null) : IFlowBody
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>When it is due; null where the text says no time.</summary>
    [JsonIgnore]
    public DateTimeOffset? Due => DateTimeOffset.TryParseExact(
        DueDateTimeUtc, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var due)
        ? due
        : null;

    /// <summary>How long it can take from its due time on; so long it keeps its slot. There once defaults are in.</summary>
    [JsonIgnore]
    public TimeSpan Lease => MaxAttempts!.Value * TimeSpan.FromSeconds(AttemptTimeoutInSeconds!.Value + MaxQueueTimeInSeconds!.Value);

    /// <summary>What is wrong with it at any time.</summary>
    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        errors.Service(ServiceUpn);
        errors.Text("destination", Destination, 256, required: true);
        errors.Optional("ReferenceId", ReferenceId, 128);
        errors.Text("dueDateTimeUtc", DueDateTimeUtc, 64, required: true);
        if (!string.IsNullOrWhiteSpace(DueDateTimeUtc) && Due is null)
            errors.Add("dueDateTimeUtc", "must be a time such as 2030-03-23T11:00:00Z.");
        Within("maxAttempts", MaxAttempts, 1, 10);
        Within("attemptTimeoutInSeconds", AttemptTimeoutInSeconds, 30, 86_400);
        Within("maxQueueTimeInSeconds", MaxQueueTimeInSeconds, 5, 3_600);
        Within("ronaTimeoutInSeconds", RonaTimeoutInSeconds, 5, 30);
        errors.Priority(DistributionPriority);
        errors.Parameters("customCallContextParameters", CustomCallContextParameters);
        errors.Customer(Customer);
        return errors;

        void Within(string field, int? value, int least, int most)
        {
            if (value is { } number)
                errors.Range(field, number, least, most);
        }
    }

    public SchedulerEntryBody WithDefaults(string priority) => this with
    {
        DistributionPriority = string.IsNullOrEmpty(DistributionPriority) ? priority : DistributionPriority,
        MaxAttempts = MaxAttempts ?? 1,
        AttemptTimeoutInSeconds = AttemptTimeoutInSeconds ?? 3_600,
        MaxQueueTimeInSeconds = MaxQueueTimeInSeconds ?? 300,
        RonaTimeoutInSeconds = RonaTimeoutInSeconds ?? 20,
    };
}
