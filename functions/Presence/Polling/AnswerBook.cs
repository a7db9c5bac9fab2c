using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Polling;

/// <summary>What was answered in a poll, by segment.</summary>
internal sealed class AnswerBook(IReadOnlyList<PresenceSegment> segments)
{
    private static readonly Dictionary<Guid, DateTimeOffset> Nobody = [];

    private readonly Dictionary<int, List<PresenceAnswer>> answers = [];
    private readonly Dictionary<int, Dictionary<Guid, DateTimeOffset>> unanswered = [];
    private readonly Lock gate = new();

    /// <summary>The segments that something was said of.</summary>
    public IEnumerable<int> Segments => answers.Keys.Union(unanswered.Keys);

    public IReadOnlyList<PresenceAnswer> AnswersOf(int segment) => answers.GetValueOrDefault(segment) ?? [];

    public IReadOnlyDictionary<Guid, DateTimeOffset> UnansweredOf(int segment) => unanswered.GetValueOrDefault(segment) ?? Nobody;

    /// <param name="batch">Who was asked for.</param>
    /// <param name="said">What was answered.</param>
    /// <param name="asked">When.</param>
    public void Add(Guid[] batch, List<PresenceAnswer> said, DateTimeOffset asked)
    {
        var missing = batch.ToHashSet();
        missing.ExceptWith(said.Select(answer => answer.User));
        lock (gate)
        {
            var near = 0;
            foreach (var answer in said)
            {
                if ((near = SegmentOf(answer.User, near)) < 0)
                    near = 0;
                else
                    ListOf(near).Add(answer);
            }

            foreach (var user in missing)
            {
                if (SegmentOf(user, 0) is >= 0 and var segment)
                    MissingOf(segment)[user] = asked;
            }
        }
    }

    // Users of a batch lie side by side.
    private int SegmentOf(Guid user, int near)
    {
        if (segments[near].Slots.ContainsKey(user))
            return near;
        for (var segment = 0; segment < segments.Count; segment++)
        {
            if (segments[segment].Slots.ContainsKey(user))
                return segment;
        }

        return -1;
    }

    private List<PresenceAnswer> ListOf(int segment)
    {
        if (!answers.TryGetValue(segment, out var list))
            answers[segment] = list = [];
        return list;
    }

    private Dictionary<Guid, DateTimeOffset> MissingOf(int segment)
    {
        if (!unanswered.TryGetValue(segment, out var users))
            unanswered[segment] = users = [];
        return users;
    }
}
