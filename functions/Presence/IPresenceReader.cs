namespace NimbusFunctions.Presence;

/// <summary>Says what is known of users. What it says may be two seconds old, never older than it looks.</summary>
internal interface IPresenceReader
{
    /// <summary>What is known of each of them; every id has an entry.</summary>
    Task<IReadOnlyDictionary<string, KnownPresence>> OfAsync(string tenant, IReadOnlyCollection<string> userIds, CancellationToken cancellation);
}
