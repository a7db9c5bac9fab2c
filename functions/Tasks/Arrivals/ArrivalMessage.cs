using System.Buffers;
using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Arrivals;

/// <summary>The body of a message of <c>incoming-tasks</c>: a chat message or an email has arrived for a service.</summary>
/// <param name="Id">The arrival's own name, at most 128 characters: the same one twice is one task.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Service">The service, by its id or its UPN.</param>
/// <param name="Modality"><c>InstantMessaging</c> or <c>Email</c>.</param>
/// <param name="Arrived">When it arrived, ISO 8601 with an offset; left out: when the queue took the message.</param>
/// <param name="Content">What the engine needs to know of it: an object.</param>
internal sealed record ArrivalMessage(
    string? Id = null, string? Tenant = null, string? Service = null, string? Modality = null, string? Arrived = null, JsonElement Content = default)
{
    public const string Queue = "incoming-tasks";

    private const int LongestName = 128;

    // No key of a table takes these (Tables: "Understanding the Table service data model").
    private static readonly SearchValues<char> NeverInKeys = SearchValues.Create("/\\#?");

    /// <summary>What is wrong with it.</summary>
    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        errors.Text("id", Id, LongestName, required: true);
        errors.Text("tenant", Tenant, LongestName, required: true);
        errors.Guid("tenant", Tenant);
        errors.Text("service", Service, LongestName, required: true);
        if (Service?.AsSpan().ContainsAny(NeverInKeys) == true)
            errors.Add("service", "must not contain any of / \\ # ?.");
        errors.Text("modality", Modality, LongestName, required: true);
        errors.OneOf("modality", Modality, [nameof(Tasks.Modality.InstantMessaging), nameof(Tasks.Modality.Email)]);
        if (Arrived is not null && At is null)
            errors.Add("arrived", "must be a time such as 2030-03-23T11:00:00Z.");
        if (Content.ValueKind != JsonValueKind.Object)
            errors.Add("content", "must be an object.");
        return errors;
    }

    /// <summary>When it arrived; null where the text says no time.</summary>
    private DateTimeOffset? At => DateTimeOffset.TryParse(Arrived, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>When it arrived; nobody arrives after being seen.</summary>
    /// <param name="firstSeen">When the queue took the first message of it.</param>
    public DateTimeOffset ArrivedAt(DateTimeOffset firstSeen) => At is { } at && at < firstSeen ? at : firstSeen;
}
