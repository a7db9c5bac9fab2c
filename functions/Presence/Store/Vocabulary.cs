using System.Collections.Concurrent;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// One object for the same words: a hundred thousand users share a few pairs. Graph's words are free text, so there is
/// an end to what is kept.
/// </summary>
internal static class Vocabulary
{
    private const int MostPairs = 512;
    private const int LongestWord = 64;

    private static readonly ConcurrentDictionary<SeenPresence, SeenPresence> Pairs = new();

    public static SeenPresence Of(string availability, string activity)
    {
        var pair = new SeenPresence(Short(availability), Short(activity));
        if (Pairs.TryGetValue(pair, out var known))
            return known;
        return Pairs.Count < MostPairs ? Pairs.GetOrAdd(pair, pair) : pair;
    }

    private static string Short(string word) => word.Length <= LongestWord ? word : word[..LongestWord];
}
