namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Why a stored member is not in the team's list any more: a pure decision. Leaving needs a proof; whatever is
/// unknown leaves everything as it is.
/// </summary>
internal abstract record LeaveDecision
{
    private LeaveDecision()
    {
    }

    /// <summary>The user is in the directory and has left the team.</summary>
    public sealed record Left(string Proof) : LeaveDecision;

    /// <summary>The user is not in the directory: a matter of the user, not of the team. Memberships are kept.</summary>
    public sealed record Deleted : LeaveDecision;

    /// <summary>Seen once without other proof; another run must see it too.</summary>
    public sealed record Unproven : LeaveDecision;

    /// <summary>The directory did not say.</summary>
    public sealed record Unknown(string Reason) : LeaveDecision;

    /// <param name="user">What the directory says of the user.</param>
    /// <param name="listIsEmpty">The whole list was empty, which proves nothing about anybody.</param>
    /// <param name="deltaSaysLeft">The delta named the user as removed from this team.</param>
    /// <param name="absentIn">The run that first missed the user, or null.</param>
    /// <param name="run">This run.</param>
    public static LeaveDecision Decide(UserTruth user, bool listIsEmpty, bool deltaSaysLeft, string? absentIn, string run) => user switch
    {
        UserTruth.Unknown unknown => new Unknown(unknown.Reason),
        UserTruth.Missing => new Deleted(),
        _ when deltaSaysLeft => new Left("removed in the group's delta, and absent from its complete list"),
        _ when listIsEmpty => new Unknown("a team's list of members was empty, which proves nothing"),
        _ when absentIn is not null && absentIn != run => new Left("absent from the complete list of the team in two runs"),
        _ => new Unproven(),
    };
}
