using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Deletion;

/// <summary>Why a user cannot be deleted by hand, as a tooltip over the button says it.</summary>
/// <param name="Reason">One of the words here; stable.</param>
/// <param name="Says">What it is and what to do about it.</param>
internal sealed record DeletionReason(string Reason, string Says)
{
    public const string Synced = "synced";
    public const string Administrator = "administrator";
    public const string LastOwner = "last-owner";
    public const string HoldsTask = "holds-task";
    public const string LegalHold = "legal-hold";

    /// <summary>The type of the problem that a refusal is.</summary>
    public string Type => Reason switch
    {
        Synced or Administrator => ProblemTypes.UserIsSynced,
        LegalHold => ProblemTypes.LegalHold,
        _ => ProblemTypes.InUse,
    };

    /// <summary>All that keeps a user from being deleted: a pure decision. Whoever has no access any more is kept by holds alone.</summary>
    public static IReadOnlyList<DeletionReason> Of(DeletionFacts facts)
    {
        var reasons = new List<DeletionReason>();
        if (facts.User.State == UserState.Active)
        {
            var teams = facts.User.Services.Where(membership => membership.IsSynced).Select(membership => membership.ServiceId).ToList();
            if (teams.Count > 0)
                reasons.Add(new(Synced, $"The user is part of {string.Join(", ", teams)}; take the user out of these teams instead."));
            if (facts.User.Memberships.Any(membership => membership.IsOfAdministrators))
                reasons.Add(new(Administrator, "The user is an administrator by a security group of the tenant; take the user out of that group instead."));
            if (facts.OwnedAlone.Count > 0)
                reasons.Add(new(LastOwner, $"The user is the last owner of {string.Join(", ", facts.OwnedAlone)}; make somebody else an owner first."));
            if (facts.HoldsTask)
                reasons.Add(new(HoldsTask, "The user has a task now; wait for its end, or end it."));
        }

        if (facts.IsHeld)
            reasons.Add(new(LegalHold, "A legal hold keeps what is known of the user; it has to be released first."));
        return reasons;
    }
}

/// <summary>What a deletion depends on.</summary>
/// <param name="User">The user.</param>
/// <param name="OwnedAlone">Services that no other user owns.</param>
/// <param name="HoldsTask">Whether a task is offered to the user or worked on by the user.</param>
/// <param name="IsHeld">Whether a legal hold is on the user.</param>
internal sealed record DeletionFacts(NimbusUser User, IReadOnlyList<string> OwnedAlone, bool HoldsTask, bool IsHeld);

/// <summary>Whether a user can be deleted now.</summary>
/// <param name="Allowed">Whether nothing is in the way.</param>
/// <param name="Reasons">All that is.</param>
internal sealed record DeletionAnswer(bool Allowed, IReadOnlyList<DeletionReason> Reasons);

/// <summary>A user is not deleted: everything that is in the way.</summary>
internal sealed record DeletionRefused(IReadOnlyList<DeletionReason> Reasons) : Problem(
    Reasons[0].Type, "The request conflicts with what is there.", StatusCodes.Status409Conflict, string.Join(" ", Reasons.Select(reason => reason.Says)));
