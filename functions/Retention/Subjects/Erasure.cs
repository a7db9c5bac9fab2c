using System.Collections.Immutable;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>An erasure that was asked for and is not done.</summary>
/// <param name="UserId">The person's directory id.</param>
/// <param name="Pseudonym">What stands in its place afterwards.</param>
/// <param name="Names">The names that are looked for.</param>
/// <param name="Author">Who asked.</param>
/// <param name="Asked">When.</param>
internal sealed record Erasure(string UserId, string Pseudonym, ImmutableArray<string> Names, string Author, DateTimeOffset Asked)
{
    /// <summary>A recognisable beginning; the rest is drawn for each erasure, so that nobody can turn it back.</summary>
    public const string PseudonymStart = "e7a5ed00-";

    public SubjectPosition At { get; init; } = SubjectPosition.Start;

    /// <summary>How many rows were replaced or removed in all passes; where an answer was lost, a few are not counted.</summary>
    public long Changed { get; init; }

    /// <summary>How many of them in the pass at hand, and those that others kept from it: another pass follows.</summary>
    public long Found { get; init; }

    /// <summary>How many stay under a legal hold, in the pass at hand or the last one.</summary>
    public long Held { get; init; }

    /// <summary>When nothing was left; the receipt follows.</summary>
    public DateTimeOffset? Verified { get; init; }

    /// <summary>Where holds keep rows: when to look again.</summary>
    public DateTimeOffset? NextLook { get; init; }

    public static Erasure New(string userId, IEnumerable<string> names, string author, DateTimeOffset now) =>
        new(userId, PseudonymStart + Guid.NewGuid().ToString("D")[PseudonymStart.Length..], new SubjectNames(userId, names).Names, author, now);

    public bool IsBegun => At != SubjectPosition.Start || Changed > 0;

    /// <summary>What follows a pass: the proof, another pass, or a wait for holds. Pure.</summary>
    /// <param name="now">When the pass ended.</param>
    /// <param name="patience">How long to wait for holds.</param>
    public Erasure AfterPass(DateTimeOffset now, TimeSpan patience) => (Found, Held) switch
    {
        (0, 0) => this with { Verified = now },
        (0, _) => this with { At = SubjectPosition.Start, NextLook = now + patience },
        _ => this with { At = SubjectPosition.Start, Found = 0, Held = 0, NextLook = null },
    };
}
