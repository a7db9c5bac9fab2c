using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Licences.Changes;

/// <summary>What is known of a user's outcome before anything is done: a pure decision.</summary>
internal static class LicenceChangeDecision
{
    /// <param name="change">The change.</param>
    /// <param name="pending">The user, as the change has it.</param>
    /// <param name="stored">The user's row; null: there is none that who asked for the change may change.</param>
    /// <param name="facts">What uses the licences; null: none is taken.</param>
    /// <returns>Null: the licences are to be written.</returns>
    public static LicenceOutcome? Of(LicenceChange change, PendingUser pending, StoredUser? stored, LicenceFacts? facts)
    {
        if (stored is null)
            return new(pending.UserId, LicenceOutcome.Refused, "user-not-found", $"The user list has no user {pending.UserId} whom the change may reach.");
        var (before, after) = (stored.Entitlement.Licences, change.Of(stored.Entitlement.Licences));
        // A slice that stopped may have written them.
        if (before == after)
            return new(pending.UserId, pending.Before is { } noted && noted != after ? LicenceOutcome.Given : LicenceOutcome.Unchanged);
        return facts is not null && LicenceChecklist.UsesOf(before & ~after, facts) is { Count: > 0 } uses
            ? new(pending.UserId, LicenceOutcome.Refused, "in-use", LicenceChecklist.InUse(pending.UserId, uses).Detail)
            : null;
    }
}
