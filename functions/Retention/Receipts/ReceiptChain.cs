namespace NimbusFunctions.Retention.Receipts;

/// <summary>Verifies a chain: a pure decision.</summary>
internal static class ReceiptChain
{
    /// <summary>The first thing that is wrong with a chain; null: nothing is.</summary>
    /// <param name="tenant">Whose chain it is.</param>
    /// <param name="head">Where it begins and ends.</param>
    /// <param name="lines">What is kept of it, in order.</param>
    public static string? Fault(string tenant, ReceiptHead head, IEnumerable<ReceiptLine> lines)
    {
        ReceiptLine? before = null;
        foreach (var line in lines)
        {
            // Lines up to the one that was dropped last may still be there: they are removed after it is written down.
            if (before is null && line.Number > head.Dropped + 1)
                return $"Lines {head.Dropped + 1} to {line.Number - 1} are missing.";
            if (before is not null && line.Number != before.Number + 1)
                return $"Line {line.Number} follows line {before.Number}.";
            if (!line.IsSound(tenant))
                return $"Line {line.Number} was changed.";
            if (before is not null && line.Previous != before.Hash)
                return $"Line {line.Number} does not go on from line {before.Number}.";
            if (line.Number == head.Dropped + 1 && line.Previous != head.DroppedHash)
                return $"Line {line.Number} does not go on from the lines that were dropped.";
            before = line;
        }

        var (last, hash) = before is null ? (head.Dropped, head.DroppedHash) : (before.Number, before.Hash);
        return last == head.Last && hash == head.Hash ? null : $"The chain ends with line {last}, not with {head.Last} as its head says.";
    }
}
