using System.Globalization;
using NimbusFunctions.Messaging;
using NimbusFunctions.Web;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>Which letters are meant; all conditions hold together.</summary>
/// <param name="Tenant">Those of a tenant, or <c>-</c> for those of none; null: of all whom the call is about.</param>
/// <param name="Queue">Those that came from this queue.</param>
/// <param name="Reason">Those whose reason contains this, whatever the case.</param>
/// <param name="Since">Those first seen on this UTC day or later.</param>
/// <param name="Until">Those first seen on this UTC day or earlier.</param>
internal sealed record DeadLetterFilter(
    string? Tenant = null, string? Queue = null, string? Reason = null, DateOnly? Since = null, DateOnly? Until = null)
{
    private const int LongestQueue = 64;
    private const int LongestReason = 200;
    private const string DayFormat = "yyyy-MM-dd";

    // The store's times begin in 1601; no letter is older than the product.
    private const int FirstYear = 2000;
    private const int LastYear = 9000;

    /// <summary>Takes what a caller wrote; what is wrong with it is added to the errors.</summary>
    public static DeadLetterFilter Of(DeadLetterFilterBody said, string prefix, bool ofAll, ValidationErrors errors)
    {
        if (said.Tenant is not null && !ofAll)
            errors.Add(prefix + "tenant", "must not be given: the address names the tenant.");
        else if (said.Tenant is not null and not DeadLetterStore.NoTenant && !Guid.TryParseExact(said.Tenant, "D", out _))
            errors.Add(prefix + "tenant", $"must be a tenant's id, a GUID, or {DeadLetterStore.NoTenant} for letters of none.");
        errors.Text(prefix + "queue", said.Queue, LongestQueue);
        errors.Text(prefix + "reason", said.Reason, LongestReason);
        var filter = new DeadLetterFilter(
            said.Tenant?.ToLowerInvariant(), said.Queue, said.Reason, DayOf("since", said.Since), DayOf("until", said.Until));
        if (filter.Since > filter.Until)
            errors.Add(prefix + "since", "must not be after until.");
        return filter;

        DateOnly? DayOf(string name, string? text)
        {
            if (text is null)
                return null;
            if (DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and < LastYear)
                return day;
            errors.Add(prefix + name, "must be a day such as 2026-01-31.");
            return null;
        }
    }

    /// <summary>Whether a letter is meant.</summary>
    public bool Matches(DeadLetterRow row)
    {
        var day = DateOnly.FromDateTime(row.Letter.FirstSeen.UtcDateTime);
        return (Tenant is null || row.Place.Owner == Tenant)
            && (Queue is null || row.Letter.Queue == Queue)
            && (Reason is null || row.Letter.Reason.Contains(Reason, StringComparison.OrdinalIgnoreCase))
            && !(day < Since) && !(day > Until);
    }

    /// <summary>A day as the keys of letters have it.</summary>
    public static string? KeyOf(DateOnly? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>A filter as callers write it.</summary>
internal sealed record DeadLetterFilterBody(
    string? Tenant = null, string? Queue = null, string? Reason = null, string? Since = null, string? Until = null);
