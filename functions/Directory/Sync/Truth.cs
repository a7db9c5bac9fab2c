using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Sync;

/// <summary>What the directory said when it was asked for a user.</summary>
/// <param name="AsOf">When the question was sent.</param>
internal abstract record UserTruth(DateTimeOffset AsOf)
{
    /// <summary>The user is there.</summary>
    public sealed record Present(UserDetails Details, DateTimeOffset AsOf) : UserTruth(AsOf);

    /// <summary>404: one sign that the user is gone, and by itself no proof.</summary>
    public sealed record Missing(DateTimeOffset AsOf) : UserTruth(AsOf);

    /// <summary>Anything else (403, 429, 5xx): proves nothing.</summary>
    public sealed record Unknown(string Reason, DateTimeOffset AsOf) : UserTruth(AsOf);
}

/// <summary>A member as the directory lists it.</summary>
internal sealed record ListedMember(string Id, UserDetails Details, bool IsOwner);

/// <summary>What the directory said when it was asked for a group's members and owners.</summary>
/// <param name="AsOf">When the question was sent.</param>
internal abstract record TeamTruth(DateTimeOffset AsOf)
{
    /// <summary>Both lists, complete; where one is empty, its count says so too.</summary>
    public sealed record Listed(IReadOnlyList<ListedMember> Members, DateTimeOffset AsOf) : TeamTruth(AsOf);

    /// <summary>404: one sign that the group is gone, and by itself no proof.</summary>
    public sealed record Missing(DateTimeOffset AsOf) : TeamTruth(AsOf);

    /// <summary>Anything else: proves nothing.</summary>
    /// <param name="Refused">The answer was 401 or 403: whoever asks may not see it.</param>
    public sealed record Unknown(string Reason, DateTimeOffset AsOf, bool Refused = false) : TeamTruth(AsOf);
}
