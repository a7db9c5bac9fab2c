namespace NimbusFunctions.Directory.Lists;

/// <summary>Users in one order, which never change: a change makes new ones of them in one pass.</summary>
internal sealed class SortedUsers
{
    private readonly ListedUser[] users;
    private readonly IComparer<ListedUser> order;

    private SortedUsers(ListedUser[] sorted, IComparer<ListedUser> order) => (users, this.order) = (sorted, order);

    public int Count => users.Length;

    public ReadOnlySpan<ListedUser> All => users;

    public static SortedUsers Of(IEnumerable<ListedUser> users, IComparer<ListedUser> order) => new([.. users.Order(order)], order);

    /// <summary>Where the first one lies that comes behind another, who need not be among them.</summary>
    public int Behind(ListedUser other)
    {
        var at = Array.BinarySearch(users, other, order);
        return at < 0 ? ~at : at + 1;
    }

    /// <summary>The same with changes.</summary>
    /// <param name="leaves">Whether somebody is taken out, also to be put in anew.</param>
    /// <param name="come">Who is put in.</param>
    public SortedUsers With(Func<ListedUser, bool> leaves, IReadOnlyCollection<ListedUser> come)
    {
        var merged = new List<ListedUser>(users.Length + come.Count);
        using var next = come.Order(order).GetEnumerator();
        var more = next.MoveNext();
        foreach (var user in users)
        {
            if (leaves(user))
                continue;
            for (; more && order.Compare(next.Current, user) < 0; more = next.MoveNext())
                merged.Add(next.Current);
            merged.Add(user);
        }

        for (; more; more = next.MoveNext())
            merged.Add(next.Current);
        return new([.. merged], order);
    }
}
