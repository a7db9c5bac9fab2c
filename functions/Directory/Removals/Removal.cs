using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Removals;

/// <summary>
/// A removal that is proven and waits for the guard, or is held by it. It carries the signs that it rests on, so that
/// it can be proven again before it is carried out.
/// </summary>
/// <param name="UserId">Whom it concerns.</param>
/// <param name="ServiceId">The service whose membership ends; empty: the user as a whole.</param>
/// <param name="Cause">Why.</param>
/// <param name="Proof">What it rests on, for the ledger.</param>
/// <param name="AsOf">When the directory was asked.</param>
/// <param name="Run">The run that proved it last.</param>
/// <param name="Tombstone">What the delta said of the user or the team.</param>
/// <param name="MissingIn">The run that first got a 404 or missed the member; null where the delta said so.</param>
/// <param name="Plan">The plan that holds it; empty: the guard has not held it.</param>
/// <param name="ApprovedBy">Who let it go; empty: nobody yet.</param>
internal sealed record Removal(
    string UserId,
    string ServiceId,
    RemovalCause Cause,
    string Proof,
    DateTimeOffset AsOf,
    string Run,
    Tombstone Tombstone = Tombstone.None,
    string? MissingIn = null,
    string Plan = "",
    string ApprovedBy = "")
{
    public RemovalKey Key => new(UserId, ServiceId);

    public bool OfUser => ServiceId.Length == 0;

    public bool IsApproved => ApprovedBy.Length > 0;

    /// <summary>In a plan that nobody has approved: nothing is done about it.</summary>
    public bool IsHeld => Plan.Length > 0 && !IsApproved;

    /// <summary>The team itself is proven to be deleted, by the delta's word and a 404.</summary>
    public bool TeamProvenDeleted =>
        Cause is RemovalCause.TeamDeleted or RemovalCause.TeamSoftDeleted && Tombstone != Tombstone.None;

    /// <summary>Whether the user has any access that this would end.</summary>
    public bool EndsAccessOf(NimbusUser user) =>
        user.State == UserState.Active && (OfUser || user.Memberships.Any(membership => membership.ServiceId == ServiceId));

    /// <summary>The hint that makes a run look again, with all that is known already.</summary>
    public Hint ToHint() => OfUser
        ? new(HintKind.User, UserId, Tombstone, MissingIn: MissingIn)
        : new(HintKind.Service, ServiceId, Tombstone, MissingIn: Cause == RemovalCause.LeftTeam ? null : MissingIn);
}

/// <summary>One removal at a time of one user from one service, or as a whole.</summary>
internal readonly record struct RemovalKey(string UserId, string ServiceId);
